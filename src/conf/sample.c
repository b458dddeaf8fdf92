#include "conf/conf.h"
#include "conf/option.h"
#include "conf/value.h"

#include <string.h>

enum {
	COLUMNS = 90,
	ALLOWED_MAX = 512,
};

static const char later[] = "Read and checked; takes effect with a later release.";

static const char head[] =
    "The configuration of depeche, with every option at its default: see depeche.ini(5). A list "
    "has spaces between its words; a long value may go on in the next line, if that is indented. "
    "Relative paths start at the folder of this file.";

/* Comment lines of at most COLUMNS bytes, broken at spaces. */
static void write_comment(FILE *out, const char *text)
{
	while (*text != '\0') {
		size_t len = strlen(text), cut = len;

		if (len > COLUMNS)
			for (cut = COLUMNS; cut > 0 && text[cut] != ' '; cut--)
				;
		if (cut == 0)
			cut = strcspn(text, " ");
		fprintf(out, "; %.*s\n", (int)cut, text);
		text += cut;
		text += strspn(text, " ");
	}
}

static void write_option(FILE *out, const struct option *o, const char *mark)
{
	struct buf allowed = BUF(ALLOWED_MAX);

	fputc('\n', out);
	write_comment(out, o->help);
	if (o->later && strcmp(o->section, OPTION_SOURCE) != 0)
		write_comment(out, later);
	buf_puts(&allowed, "Allowed: ");
	o->type->describe(o, &allowed);
	write_comment(out, buf_str(&allowed));
	buf_clear(&allowed);
	if (o->def != NULL && o->def[0] == '\0')
		fprintf(out, "%s%s =\n", mark, o->key);
	else
		fprintf(out, "%s%s = %s\n", mark, o->key, o->def != NULL ? o->def : o->example);
}

static void write_section(FILE *out, const struct option_section *s)
{
	bool source = strcmp(s->name, OPTION_SOURCE) == 0;
	const char *mark = source ? ";" : "";

	fprintf(out, "\n\n");
	write_comment(out, s->help);
	if (source)
		write_comment(out, later);
	fprintf(out, "%s[%s%s]\n", mark, s->name, source ? ".example" : "");
	for (size_t i = 0; i < option_count; i++)
		if (strcmp(option_table[i].section, s->name) == 0)
			write_option(out, &option_table[i], mark);
}

void conf_write_sample(FILE *out)
{
	write_comment(out, head);
	for (size_t i = 0; i < option_section_count; i++)
		write_section(out, &option_sections[i]);
}
