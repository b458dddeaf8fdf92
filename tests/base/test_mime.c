#include "tests/base/helpers.h"

#include "base/mime.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ROW(name, bytes, type)                                                                     \
	{                                                                                          \
		name, bytes, sizeof(bytes) - 1, type                                               \
	}

Test(mime, content_says_what_it_is_and_names_refine_text_only)
{
	static const struct {
		const char *name, *bytes;
		size_t len;
		const char *type;
	} rows[] = {
		ROW("a.txt", "Une phrase.\n", "text/plain"),
		ROW(NULL, "Une phrase.\n", "text/plain"),
		ROW("a", "Une phrase.\n", "text/plain"),
		ROW("a.gmi", "# Titre\n\n=> /a A\n", "text/gemini"),
		ROW("dir/a.GMI", "# Titre\n", "text/gemini"),
		ROW("a.gemini", "# Titre\n", "text/gemini"),
		ROW("a.gmi", "", "text/gemini"),
		ROW(NULL, "", "text/plain"),
		ROW("a.md", "# Titre\n\nEt *voil\xc3\xa0*.\n", "text/markdown"),
		ROW("a.csv", "titre;texte\nA;B\n", "text/csv"),
		ROW("a.tsv", "titre\ttexte\nA\tB\n", "text/tab-separated-values"),
		ROW("a.gmi", "un,deux,trois\nquatre,cinq,six\n", "text/gemini"),
		ROW("a.txt", "import os\nfrom sys import argv\ndef f(x):\n\treturn x\n",
		    "text/plain"),
		ROW("a.txt", "{ Une accolade, puis de la prose.\n", "text/plain"),
		ROW("a.unknown", "#include <stdio.h>\nint main(void)\n{\n}\n", "text/plain"),
		ROW("a.gmi", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0",
		    "image/png"),
		ROW("a.txt", "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff", "image/gif"),
		ROW("a.csv", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
		ROW("a.txt", "\x1f\x8b\x08\0\0\0\0\0\0\3", "application/gzip"),
		ROW("a.txt", "<!DOCTYPE html>\n<html><head><title>T</title></head></html>\n",
		    "text/html"),
		ROW("a.txt", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<rss></rss>\n", "text/xml"),
		ROW("a", "{\"title\": \"T\"}\n", "application/json"),
		ROW("a.gmi", "\0\1\2\3\xff\xfe\xfd", "application/octet-stream"),
		ROW("a.gmi", "page\0page", "application/octet-stream"),
	};
	struct mime *m;
	struct error e = { "" };
	char type[MIME_SIZE];

	cr_assert_eq(mime_open(&m, &e), ST_OK, "%s", e.text);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		mime_of(m, rows[i].name, rows[i].bytes, rows[i].len, type);
		cr_expect_str_eq(type, rows[i].type, "row %zu: %s, not %s", i, type, rows[i].type);
	}
	mime_free(m);
}

Test(mime, a_long_text_is_text_to_its_name)
{
	const size_t len = 1 << 20;
	char *text = malloc(len);
	struct mime *m;
	char type[MIME_SIZE];

	cr_assert_not_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = "l\xc3\xa9gende, "[i % 10];
	cr_assert_eq(mime_open(&m, NULL), ST_OK);
	/* Wherever the look ends within a character. */
	for (size_t cut = 0; cut < 10; cut++) {
		mime_of(m, "a.gmi", text + cut + (cut % 10 == 2), len - 16, type);
		cr_expect_str_eq(type, "text/gemini", "cut at %zu: %s", cut, type);
	}
	mime_free(m);
	free(text);
}
