#include "import/xml_root.h"

#include <criterion/criterion.h>
#include <string.h>

Test(xml_root, the_first_element_is_found_behind_any_prolog)
{
	static const struct {
		const char *xml, *rest;
	} cases[] = {
		{ "<a/>", "<a/>" },
		{ " \r\n\t<a/>", "<a/>" },
		{ "<?xml version='1.0'?>\n<?x > ?><!-- <b> -- > --><a/>", "<a/>" },
		{ "<?xml version='1.0'>\n<a/>", "<a/>" },
		{ "<!--><a/>", "<a/>" },
		{ "<!DOCTYPE a><a/>", "<a/>" },
		{ "<!doctype a PUBLIC '-//X//[Y]//EN' \"http://x.example/y.dtd\"><a/>", "<a/>" },
		{ "<!DOCTYPE html PUBLIC \"-//X//Y><a lang=\"fr\">", "<a lang=\"fr\">" },
		{ "<!DOCTYPE a [ ] ><a/>", "<a/>" },
		{ "<!DOCTYPE a [<!ENTITY b '<c>]>'><!ENTITY d \"'\">]><a/>", "<a/>" },
		{ "<!DOCTYPE a [<!-- ]> ' --><?x ]> ' ?><!ELEMENT b (c)>%d;]><a/>", "<a/>" },
		{ "<!DOCTYPE a SYSTEM 'x' [<!ENTITY b SYSTEM 'file:///c'>]><!-- d --><a/>",
		    "<a/>" },
		{ "<!ELEMENT b (c)><a/>", "<a/>" },
		{ "un texte", "un texte" },
		{ "</a>", "</a>" },
		/* What does not end. */
		{ "", "" },
		{ "<?xml version='1.0'", "" },
		{ "<!-- <a/>", "" },
		{ "<!DOCTYPE a", "" },
		{ "<!DOCTYPE a [<!ENTITY b 'c><a/>", "" },
		{ "<!DOCTYPE a [<!ENTITY b 'c'><a/>", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *s = cases[i].xml;

		cr_expect_str_eq(xml_root(s, s + strlen(s)), cases[i].rest, "%s", s);
	}
}

Test(xml_root, an_element_has_a_name)
{
	static const struct {
		const char *xml, *name, *local;
	} cases[] = {
		{ "<a>", "a", "A" },
		{ "<rdf:RDF xmlns:rdf='u'>", "rdf:RDF", "rdf" },
		{ "<a-b.c_d/>", "a-b.c_d", "a-b.c_d" },
		{ "<été\n>", "été", "été" },
		{ "<a", "", NULL },
		{ "< a>", "", NULL },
		{ "<1>", "", NULL },
		{ "a", "", NULL },
		{ "", "", NULL },
		{ "<a:>", "a:", "" },
		{ "<a123456789012345678901234567890123456789012345678901234567890123>",
		    "a123456789012345678901234567890123456789012345678901234567890123", NULL },
		{ "<a1234567890123456789012345678901234567890123456789012345678901234>", "", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *s = cases[i].xml, *end = s + strlen(s), *name;
		size_t n = xml_root_name(s, end, &name);

		cr_expect(n == strlen(cases[i].name) && strncmp(name, cases[i].name, n) == 0,
		    "%s: %.*s", s, (int)n, name);
		cr_expect(cases[i].local == NULL || xml_root_is(s, end, cases[i].local), "%s", s);
		cr_expect_not(xml_root_is(s, end, "rss"), "%s", s);
	}
}
