#include "tests/base/helpers.h"

#include "base/buf.h"
#include "base/ini.h"

#include <criterion/criterion.h>
#include <string.h>

/* Writes every entry as "line[section]key=value;". */
static enum status note(void *ctx, const struct ini_entry *entry, struct error *e)
{
	(void)e;
	buf_printf(ctx, "%u[%s]", entry->line, entry->section);
	if (entry->key != NULL)
		buf_printf(ctx, "%s=%s", entry->key, entry->value);
	buf_putc(ctx, ';');
	return ST_OK;
}

static enum status read_bytes(
    const void *bytes, size_t len, ini_entry_fn fn, void *ctx, struct error *e)
{
	struct support_path folder = support_folder();
	struct support_path path = support_file(folder.text, "test.ini", bytes, len);

	return ini_read(path.text, fn, ctx, e);
}

Test(ini, entries_come_in_order_with_their_lines)
{
	static const struct {
		const char *file, *entries;
	} rows[] = {
		{ "", "" },
		{ "\n\n", "" },
		{ "a = 1", "1[]a=1;" },
		{ "a=1\n[s]\nb = 2\n", "1[]a=1;2[s];3[s]b=2;" },
		{ "[s]\r\nb = 2\r\n", "1[s];2[s]b=2;" },
		{ "\xef\xbb\xbf[s]\na = 1\n", "1[s];2[s]a=1;" },
		{ "\xef\xbb\xbf"
		  "a = 1\n",
		    "1[]a=1;" },
		{ "; c\n# c\n  ; c\na = 1 ; c\n", "4[]a=1;" },
		{ "a = 1;2\n", "1[]a=1;2;" },
		{ "a = 1 # not a comment\n", "1[]a=1 # not a comment;" },
		{ "a = x = y : z\n", "1[]a=x = y : z;" },
		{ "a =\nb = ; nothing\n", "1[]a=;2[]b=;" },
		{ "a = 1\n  2\n\t3\n", "1[]a=1 2 3;" },
		{ "a = 1 ; one\n  2 ; two\n\n; c\n  3\nb = 4\n", "1[]a=1 2 3;6[]b=4;" },
		{ "a =\n  1\n", "1[]a=1;" },
		{ "a = 1\n  ; only a comment\n  2\n", "1[]a=1 2;" },
		{ "a = 1\na = 2\n", "1[]a=1;2[]a=2;" },
		{ "a = 1\n  b = 2\n", "1[]a=1 b = 2;" },
		{ "[s] ; c\na b = c d\n", "1[s];2[s]a b=c d;" },
		{ "[s]\na = 1\n[s]\na = 2\n", "1[s];2[s]a=1;3[s];4[s]a=2;" },
		{ "[source.le monde]\nurl = x\n", "1[source.le monde];2[source.le monde]url=x;" },
		{ "[s]\n[t] ; c\n", "1[s];2[t];" },
		{ "a = \xc3\xa9t\xc3\xa9\n", "1[]a=\xc3\xa9t\xc3\xa9;" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf got = BUF(4096);
		struct error e = { "" };

		cr_expect_eq(read_bytes(rows[i].file, strlen(rows[i].file), note, &got, &e), ST_OK,
		    "row %zu: %s", i, e.text);
		cr_expect_str_eq(buf_str(&got), rows[i].entries, "row %zu: %s", i, buf_str(&got));
		buf_clear(&got);
	}
}

Test(ini, what_is_no_entry_is_refused_with_its_line)
{
	static const struct {
		const char *file;
		const char *place, *what;
	} rows[] = {
		{ "a = 1\nb: 2\n", "test.ini:2: ", "neither" },
		{ "a:b = 2\n", "test.ini:1: ", "neither" },
		{ "a = 1\nword\n", "test.ini:2: ", "neither" },
		{ "a ; = 1\n", "test.ini:1: ", "neither" },
		{ "= 1\n", "test.ini:1: ", "key is missing" },
		{ "  = 1\n", "test.ini:1: ", "indented" },
		{ "  a = 1\n", "test.ini:1: ", "indented" },
		{ "a = 1\n[s]\n  b = 1\n", "test.ini:3: ", "indented" },
		{ "[s\n", "test.ini:1: ", "[name]" },
		{ "[s] x = 1\n", "test.ini:1: ", "[name]" },
		{ "[]\n", "test.ini:1: ", "needs a name" },
		{ "[12345678901234567890123456789012345678901234567890]\n",
		    "test.ini:1: ", "too long" },
		{ "12345678901234567890123456789012345678901234567890 = 1\n",
		    "test.ini:1: ", "too long" },
		{ "a = \xe9t\xe9\n", "test.ini:1: ", "UTF-8" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf got = BUF(4096);
		struct error e = { "" };

		cr_expect_eq(read_bytes(rows[i].file, strlen(rows[i].file), note, &got, &e),
		    ST_INVALID, "row %zu", i);
		cr_expect_not_null(strstr(e.text, rows[i].place), "row %zu: %s", i, e.text);
		cr_expect_not_null(strstr(e.text, rows[i].what), "row %zu: %s", i, e.text);
		buf_clear(&got);
	}
}

Test(ini, a_nul_byte_is_refused)
{
	struct buf got = BUF(4096);
	struct error e = { "" };

	cr_expect_eq(read_bytes("a = 1\nb\0 = 2\n", 13, note, &got, &e), ST_INVALID);
	cr_expect_not_null(strstr(e.text, "test.ini:2: a NUL"), "%s", e.text);
	buf_clear(&got);
}

Test(ini, a_line_of_the_longest_length_is_whole_and_one_more_is_refused)
{
	for (size_t over = 0; over < 2; over++) {
		char line[INI_LINE_MAX + 2], wanted[INI_LINE_MAX + 16];
		struct buf got = BUF(4096);
		enum status st;

		memset(line, 'x', sizeof line);
		memcpy(line, "a=", 2);
		line[INI_LINE_MAX + over] = '\n';
		st = read_bytes(line, INI_LINE_MAX + over + 1, note, &got, NULL);
		cr_expect_eq(st, over == 0 ? ST_OK : ST_INVALID);
		snprintf(wanted, sizeof wanted, "1[]a=%.*s;", INI_LINE_MAX - 2, line + 2);
		if (over == 0)
			cr_expect_str_eq(buf_str(&got), wanted);
		buf_clear(&got);
	}
}

Test(ini, a_value_of_many_lines_has_its_limit)
{
	struct buf file = BUF(100000), got = BUF(100000);
	struct error e = { "" };

	buf_puts(&file, "a = x\n");
	for (int i = 0; i <= INI_VALUE_MAX / 100; i++)
		buf_printf(&file, " %0100d\n", i);
	cr_expect_eq(read_bytes(file.data, file.len, note, &got, &e), ST_INVALID);
	cr_expect_not_null(strstr(e.text, "test.ini:1: "), "%s", e.text);
	cr_expect_eq(got.len, 0);
	buf_clear(&file);
	buf_clear(&got);
}

static enum status refuse_b(void *ctx, const struct ini_entry *entry, struct error *e)
{
	++*(int *)ctx;
	if (*entry->key == 'b')
		return error_set(e, ST_BUSY, "b in line %u", entry->line);
	return ST_OK;
}

Test(ini, what_the_caller_refuses_ends_the_reading)
{
	static const char file[] = "a = 1\nb = 2\nc = 3\nnonsense\n";
	struct error e = { "" };
	int calls = 0;

	cr_expect_eq(read_bytes(file, sizeof file - 1, refuse_b, &calls, &e), ST_BUSY);
	cr_expect_str_eq(e.text, "b in line 2");
	cr_expect_eq(calls, 2);
}

Test(ini, what_cannot_be_read_is_named)
{
	struct support_path folder = support_folder();
	struct error e = { "" };

	cr_expect_eq(ini_read("/nonexistent/x.ini", note, NULL, &e), ST_NOTFOUND);
	cr_expect_not_null(strstr(e.text, "/nonexistent/x.ini"));
	cr_expect_eq(ini_read(folder.text, note, NULL, &e), ST_IO);
}
