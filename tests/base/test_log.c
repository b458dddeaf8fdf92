#include "tests/base/helpers.h"

#include "base/log.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STAMP = 20 }; /* "2023-06-14T09:30:00Z" */

/* A new log file, and what stands in it once it is closed; to be free()d. */
static struct support_path open_log(struct log *log, enum log_level level)
{
	struct support_path path = support_file(support_folder().text, "log", "", 0);
	struct error e = { "" };

	cr_assert_eq(log_open(log, path.text, level, &e), ST_OK, "%s", e.text);
	return path;
}

static char *close_log(struct log *log, const struct support_path *path)
{
	log_close(log);
	return support_read(path->text, NULL);
}

Test(log, a_line_has_time_level_and_who)
{
	struct log log;
	struct support_path path = open_log(&log, LEVEL_INFO);
	char *text;

	log_write(&log, LEVEL_WARN, "from a command");
	strcpy(log.who, "worker 2");
	log_write(&log, LEVEL_ERROR, "%s %d", "number", 7);
	text = close_log(&log, &path);
	cr_expect_eq(text[STAMP - 1], 'Z');
	cr_expect_eq(strncmp(text + STAMP, " warn: from a command\n", 22), 0, "%s", text);
	cr_expect_str_eq(text + STAMP + 22 + STAMP, " error worker 2: number 7\n");
	free(text);
}

Test(log, messages_above_the_level_are_dropped)
{
	static const enum log_level levels[] = { LEVEL_ERROR, LEVEL_WARN, LEVEL_INFO, LEVEL_DEBUG };

	for (size_t i = 0; i < LENGTH(levels); i++) {
		struct log log;
		struct support_path path = open_log(&log, levels[i]);
		size_t lines = 0;
		char *text;

		for (size_t k = 0; k < LENGTH(levels); k++)
			log_write(&log, levels[k], "x");
		text = close_log(&log, &path);
		for (char *p = text; (p = strchr(p, '\n')) != NULL; p++)
			lines++;
		cr_expect_eq(lines, i + 1, "level %zu: %zu lines", i, lines);
		free(text);
	}
}

Test(log, nothing_quoted_can_forge_or_break_a_line)
{
	static const struct {
		const char *said, *written;
	} rows[] = {
		{ "plain ~text~", "plain ~text~" },
		{ "l’été à 10h", "l’été à 10h" },
		{ "a\nb", "a\\nb" },
		{ "a\r\n", "a\\r\\n" },
		{ "a\tb", "a\\tb" },
		{ "\x1b[2J", "\\033[2J" },
		{ "\xff", "\\377" },
		{ "a\xc3", "a\\303" },
		{ "a\xe2\x80\xae"
		  "b",
		    "a\\342\\200\\256b" }, /* right-to-left override */
		{ "\xc2\x9b"
		  "m",
		    "\\302\\233m" },                   /* C1 */
		{ "\xe2\x80\xa8", "\\342\\200\\250" }, /* line separator */
		{ "a\\nb", "a\\\\nb" },
		{ "\x7f", "\\177" },
	};

	/* Each row in both locales: the program runs in the second. */
	for (size_t i = 0; i < 2 * LENGTH(rows); i++) {
		struct log log;
		struct support_path path = open_log(&log, LEVEL_INFO);
		char *text, wanted[128];

		cr_assert_not_null(setlocale(LC_CTYPE, i < LENGTH(rows) ? "C" : "C.UTF-8"));
		log_write(&log, LEVEL_INFO, "%s", rows[i % LENGTH(rows)].said);
		text = close_log(&log, &path);
		snprintf(wanted, sizeof wanted, " info: %s\n", rows[i % LENGTH(rows)].written);
		cr_expect_str_eq(text + STAMP, wanted, "row %zu: %s", i, text);
		free(text);
	}
}

Test(log, a_long_message_is_cut_between_characters_and_still_one_line)
{
	static const char *const fillers[] = { "x", "\n", "é", "\xff", "🙂" };

	for (size_t i = 0; i < LENGTH(fillers); i++) {
		struct log log;
		struct support_path path = open_log(&log, LEVEL_INFO);
		char said[3 * LOG_LINE_MAX] = "", *text;
		size_t n = strlen(fillers[i]), len;

		for (size_t k = 0; k + n < sizeof said; k += n)
			memcpy(said + k, fillers[i], n);
		log_write(&log, LEVEL_INFO, "%s", said);
		text = close_log(&log, &path);
		len = strlen(text);
		cr_expect(len <= LOG_LINE_MAX && len > LOG_LINE_MAX - 8, "row %zu: %zu", i, len);
		cr_expect_eq(strchr(text, '\n'), text + len - 1);
		free(text);
	}
}

Test(log, it_appends_and_keeps_errno)
{
	struct log log;
	struct support_path path = open_log(&log, LEVEL_INFO);
	char *text;

	log_write(&log, LEVEL_INFO, "one");
	log_close(&log);
	cr_assert_eq(log_open(&log, path.text, LEVEL_INFO, NULL), ST_OK);
	errno = ENOENT;
	log_write(&log, LEVEL_INFO, "two");
	cr_expect_eq(errno, ENOENT);
	text = close_log(&log, &path);
	cr_expect_not_null(strstr(text, "one\n"));
	cr_expect_not_null(strstr(text, "two\n"));
	free(text);
}

Test(log, without_a_path_it_is_stderr)
{
	struct log log;

	cr_expect_eq(log_open(&log, NULL, LEVEL_INFO, NULL), ST_OK);
	cr_expect_eq(log.fd, STDERR_FILENO);
	log_close(&log);
	cr_expect_eq(log_open(&log, "", LEVEL_INFO, NULL), ST_OK);
	cr_expect_eq(log.fd, STDERR_FILENO);
}

Test(log, a_file_that_cannot_be_opened_is_named)
{
	struct log log;
	struct error e = { "" };

	cr_expect_eq(log_open(&log, "/nonexistent/log", LEVEL_INFO, &e), ST_IO);
	cr_expect_not_null(strstr(e.text, "/nonexistent/log"));
}
