#include "import/saved.h"

#include <criterion/criterion.h>
#include <string.h>

Test(saved, a_page_and_its_folder_have_one_name)
{
	static const struct {
		const char *folder;
		size_t stem;
	} cases[] = {
		{ "a/Le bac_files", 8 },
		{ "Le bac_fichiers", 6 },
		{ "Le bac-Dateien", 6 },
		{ "Le bac_archivos", 6 },
		{ "Le bac-filer", 6 },
		{ "Le bac.files", 6 },
		{ "Le bac", 0 },
		{ "files", 0 },
		{ "_files", 0 },
		{ "a/_files", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(saved_folder(cases[i].folder, strlen(cases[i].folder)), cases[i].stem,
		    "%s", cases[i].folder);
	cr_expect_eq(saved_page("a/Le bac.html"), 8);
	cr_expect_eq(saved_page("Le bac.HTM"), 6);
	cr_expect_eq(saved_page("Le bac.txt"), 0);
	cr_expect_eq(saved_page("a/.html"), 0);
}
