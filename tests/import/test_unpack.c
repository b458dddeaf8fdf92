/* Archives are made here, by libarchive itself: good ones and hostile ones. */
#include "import/member.h"
#include "import/unpack.h"
#include "tests/import/helpers.h"
#include "tests/import/made.h"

/* ---- names ---- */

Test(member, names_become_paths_or_are_refused)
{
	static const struct {
		const char *name, *expected;
		enum member_kind kind;
	} cases[] = {
		{ "a/b.txt", "a/b.txt", MEMBER_FILE },
		{ "./a//b.txt", "a/b.txt", MEMBER_FILE },
		{ "/etc/passwd", "etc/passwd", MEMBER_FILE },
		{ "C:\\Documents\\a.txt", "Documents/a.txt", MEMBER_FILE },
		{ "\\\\server\\share\\a.txt", "server/share/a.txt", MEMBER_FILE },
		{ "a\x1b[31m\nb.txt", "a[31m b.txt", MEMBER_FILE },
		{ "e\xcc\x81t\xc3\xa9.txt", "été.txt", MEMBER_FILE },
		{ "\x82t\x82.txt", "été.txt", MEMBER_FILE },
		{ "\xe9t\xe9.txt", "été.txt", MEMBER_FILE },
		{ "../a.txt", NULL, MEMBER_ABOVE },
		{ "a/../../b.txt", NULL, MEMBER_ABOVE },
		{ "a\\..\\b.txt", NULL, MEMBER_ABOVE },
		{ "C:..\\b.txt", NULL, MEMBER_ABOVE },
		{ "a/..b/c..txt", "a/..b/c..txt", MEMBER_HIDDEN },
		{ "a/.git/config", "a/.git/config", MEMBER_HIDDEN },
		{ "._a.txt", "._a.txt", MEMBER_HIDDEN },
		{ "__MACOSX/a.txt", "__MACOSX/a.txt", MEMBER_HIDDEN },
		{ "", "", MEMBER_NAMELESS },
		{ "/", "", MEMBER_NAMELESS },
		{ "C:", "", MEMBER_NAMELESS },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF(4096);

		cr_expect_eq(member_name(cases[i].name, strlen(cases[i].name), &out), cases[i].kind,
		    "%s", cases[i].name);
		if (cases[i].expected != NULL)
			cr_expect_str_eq(buf_str(&out), cases[i].expected, "%s", buf_str(&out));
		buf_clear(&out);
	}
}

Test(member, a_name_has_a_limit)
{
	char name[MEMBER_NAME_MAX + 2];
	struct buf out = BUF(4096);

	memset(name, 'a', sizeof name);
	cr_expect_eq(member_name(name, MEMBER_NAME_MAX, &out), MEMBER_FILE);
	buf_reset(&out);
	cr_expect_eq(member_name(name, MEMBER_NAME_MAX + 1, &out), MEMBER_LONG);
	buf_reset(&out);
	memset(name, '\xe9', sizeof name);
	cr_expect_eq(member_name(name, MEMBER_NAME_MAX, &out), MEMBER_LONG);
	buf_clear(&out);
}

Test(member, a_compressed_file_s_name_loses_its_ending)
{
	static const char *const cases[][2] = { { "a.xml.gz", "a.xml" }, { "a.XML.GZ", "a.XML" },
		{ "a/b.bz2", "a/b" }, { "a.zip", "a.zip" }, { "a", "a" }, { ".gz", ".gz" },
		{ "a/.gz", "a/.gz" }, { "-", "-" }, { "a.zst", "a" } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(member_bare(cases[i][0]), strlen(cases[i][1]), "%s", cases[i][0]);
}

/* ---- reading them ---- */

/* What came out of an archive. */
struct out {
	struct buf members;        /* "name=text;" */
	struct buf rejects, skips; /* "reason;" */
	int64_t mtime;
	const struct unpack_limits *limits;
	struct input *in; /* being read */
};

static void out_reject(void *ctx, unsigned long line, const char *reason)
{
	struct out *o = ctx;

	(void)line;
	buf_printf(&o->rejects, "%s;", reason);
}

static void out_skip(void *ctx, unsigned long line, const char *what)
{
	struct out *o = ctx;

	(void)line;
	buf_printf(&o->skips, "%s;", what);
}

static enum status out_member(
    void *ctx, const char *name, int64_t mtime, struct input_source source);

static void unpack(struct out *o, struct input *in)
{
	struct sink sink = {
		.reject = out_reject, .skip = out_skip, .member = out_member, .ctx = o
	};
	struct input *outer = o->in;

	o->in = in;
	cr_assert_eq(
	    o->limits != NULL ? unpack_within(in, o->limits, &sink) : unpack_read(in, NULL, &sink),
	    ST_OK);
	o->in = outer;
}

/* The text of a member, of which only the beginning is shown; or why it cannot be read. */
static void read_text(struct out *o, const char *name, struct input *in)
{
	char bytes[4096];
	struct error e;
	size_t n = 0;
	enum status st = input_read(in, bytes, sizeof bytes, &n, &e);

	buf_printf(&o->members, "%s=%.*s;", name != NULL ? name : "(itself)",
	    (int)(n < 40 ? n : 40), bytes);
	while (st == ST_OK && n > 0)
		st = input_read(in, bytes, sizeof bytes, &n, &e);
	if (st != ST_OK)
		buf_printf(&o->rejects, "%s;", e.text);
}

static enum status out_member(
    void *ctx, const char *name, int64_t mtime, struct input_source source)
{
	struct format_head head = { .mime = "" };
	struct out *o = ctx;
	struct error e;
	struct input in;

	o->mtime = mtime;
	if (input_open(&in, "a", "a", mtime, source, &e) != ST_OK) {
		buf_printf(&o->rejects, "%s;", e.text);
		return ST_OK;
	}
	in.within = o->in;
	head.bytes = input_head(&in, &head.len);
	if (unpack_looks(&head))
		unpack(o, &in);
	else
		read_text(o, name, &in);
	input_close(&in);
	return ST_OK;
}

static void out_open(struct out *o)
{
	*o = (struct out){ 0 };
	buf_init(&o->members, 1 << 16);
	buf_init(&o->rejects, 1 << 16);
	buf_init(&o->skips, 1 << 16);
}

static void out_clear(struct out *o)
{
	buf_clear(&o->members);
	buf_clear(&o->rejects);
	buf_clear(&o->skips);
}

static void read_as(
    struct made *m, size_t len, bool file, const struct unpack_limits *limits, struct out *o)
{
	struct input_memory memory = { .bytes = m->bytes, .len = len };
	struct input_source source = input_from_memory(&memory);
	struct input in;
	struct error e;

	out_open(o);
	o->limits = limits;
	if (!file)
		source.seek = NULL;
	cr_assert_eq(input_open(&in, "a", "a", helper_mtime, source, &e), ST_OK);
	unpack(o, &in);
	input_close(&in);
}

/* As from a pipe. */
static void read_made(struct made *m, size_t len, const struct unpack_limits *limits, struct out *o)
{
	read_as(m, len, false, limits, o);
}

Test(unpack, each_kind_of_archive_gives_its_files_in_order)
{
	static const struct {
		int format, filter;
	} kinds[] = {
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE },
		{ ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FILTER_GZIP },
		{ ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_BZIP2 },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZ4 },
		{ ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE },
		{ ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE },
	};
	const size_t n = sizeof kinds / sizeof *kinds;

	/* Each from a file, all but the last from a pipe too: 7z has its names at the end. */
	for (size_t i = 0; i < 2 * n - 1; i++) {
		struct made m;
		struct out o;

		made_open(&m, kinds[i % n].format, kinds[i % n].filter);
		made_begin(&m);
		made_add(&m, "d/", AE_IFDIR, "", 0);
		made_text(&m, "d/b.txt", "deux");
		made_text(&m, "a.txt", "un");
		made_text(&m, "e.txt", "");
		made_end(&m);
		read_as(&m, m.len, i < n, NULL, &o);
		cr_expect_str_eq(buf_str(&o.members), "d/b.txt=deux;a.txt=un;e.txt=;", "%zu: %s", i,
		    buf_str(&o.members));
		cr_expect_str_empty(buf_str(&o.rejects), "%zu: %s", i, buf_str(&o.rejects));
		cr_expect_eq(o.mtime, made_mtime, "%zu", i);
		out_clear(&o);
		free(m.bytes);
	}
}

Test(unpack, a_compressed_file_is_itself)
{
	static const int filters[] = { ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ,
		ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_LZ4, ARCHIVE_FILTER_LZMA };

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct made m;
		struct out o;

		made_open(&m, ARCHIVE_FORMAT_RAW, filters[i]);
		made_begin(&m);
		made_text(&m, "a", "Le bac repart.");
		made_end(&m);
		read_made(&m, m.len, NULL, &o);
		cr_expect_str_eq(buf_str(&o.members), "(itself)=Le bac repart.;", "%zu: %s", i,
		    buf_str(&o.members));
		cr_expect_str_empty(buf_str(&o.rejects), "%s", buf_str(&o.rejects));
		out_clear(&o);
		free(m.bytes);
	}
}

Test(unpack, a_gzip_file_whose_checksum_differs_is_said_to_be_damaged)
{
	enum { TRAILER = 8 };
	struct made m;
	struct out o;

	made_open(&m, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP);
	made_begin(&m);
	made_text(&m, "a", "Le bac repart.");
	made_end(&m);
	m.bytes[m.len - TRAILER] ^= 1;
	read_made(&m, m.len, NULL, &o);
	cr_expect_str_eq(buf_str(&o.members), "(itself)=Le bac repart.;");
	cr_expect_str_eq(buf_str(&o.rejects),
	    "a damaged archive: what came out of it differs from its checksum;", "%s",
	    buf_str(&o.rejects));
	out_clear(&o);
	/* Two in a row are one file; only the last one's checksum stands at the end. */
	m.bytes[m.len - TRAILER] ^= 1;
	memcpy(m.bytes + m.len, m.bytes, m.len);
	read_made(&m, 2 * m.len, NULL, &o);
	cr_expect_str_eq(buf_str(&o.members), "(itself)=Le bac repart.Le bac repart.;", "%s",
	    buf_str(&o.members));
	cr_expect_str_empty(buf_str(&o.rejects), "%s", buf_str(&o.rejects));
	out_clear(&o);
	free(m.bytes);
}

Test(unpack, what_is_no_file_or_hidden_is_left_out_and_tricks_with_names_are_refused)
{
	struct made m;
	struct out o;

	made_open(&m, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE);
	made_begin(&m);
	made_add(&m, "lien", AE_IFLNK, "", 0);
	made_add(&m, "tube", AE_IFIFO, "", 0);
	made_text(&m, ".secret", "x");
	made_text(&m, "__MACOSX/a.txt", "x");
	made_text(&m, "../../etc/passwd", "x");
	made_text(&m, "/abs.txt", "un");
	made_text(&m, "C:\\d\\e.txt", "deux");
	made_end(&m);
	read_made(&m, m.len, NULL, &o);
	cr_expect_str_eq(
	    buf_str(&o.members), "abs.txt=un;d/e.txt=deux;", "%s", buf_str(&o.members));
	cr_expect_str_eq(buf_str(&o.skips), "a link;a dot file;a dot file;");
	cr_expect_str_eq(buf_str(&o.rejects),
	    "something in it is no file or folder: tube;a file's name leads out of the archive: "
	    "../../etc/passwd;",
	    "%s", buf_str(&o.rejects));
	out_clear(&o);
	free(m.bytes);
}

/* An archive of `inner` in that of `m`. */
static void wrap(struct made *m, struct made *inner, int format, int filter, const char *name)
{
	made_open(m, format, filter);
	made_begin(m);
	made_add(m, name, AE_IFREG, inner->bytes, inner->len);
	made_end(m);
	free(inner->bytes);
}

Test(unpack, a_7z_archive_that_cannot_be_sought_in_is_read_from_memory)
{
	const struct unpack_limits small = { 3, 250, 1 << 20, 1 << 30, 100, 1000 };
	static char noise[200000];
	struct made m, outer;
	struct out o;

	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * i * 2654435761u >> 13);
	made_open(&m, ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE);
	made_begin(&m);
	made_text(&m, "a.txt", "un");
	made_add(&m, "b.txt", AE_IFREG, noise, sizeof noise);
	made_end(&m);
	read_made(&m, m.len, NULL, &o);
	cr_expect_eq(strncmp(buf_str(&o.members), "a.txt=un;b.txt=", 15), 0, "%s: %s",
	    buf_str(&o.members), buf_str(&o.rejects));
	out_clear(&o);
	read_made(&m, m.len, &small, &o);
	cr_expect_str_empty(buf_str(&o.members), "%s", buf_str(&o.members));
	cr_expect_str_eq(buf_str(&o.rejects),
	    "a 7z archive within another or from a pipe is read up to 0 MB only;", "%s",
	    buf_str(&o.rejects));
	out_clear(&o);
	wrap(&outer, &m, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "c.7z");
	read_as(&outer, outer.len, true, NULL, &o);
	cr_expect_eq(strncmp(buf_str(&o.members), "a.txt=un;b.txt=", 15), 0, "%s: %s",
	    buf_str(&o.members), buf_str(&o.rejects));
	cr_expect_str_empty(buf_str(&o.rejects), "%s", buf_str(&o.rejects));
	out_clear(&o);
	free(outer.bytes);
}

Test(unpack, archives_within_archives_are_read_up_to_a_depth)
{
	struct made one, two, three, four;
	struct out o;

	made_open(&one, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP);
	made_begin(&one);
	made_text(&one, "a", "Le bac");
	made_end(&one);
	wrap(&two, &one, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "a.xml.gz");
	wrap(&three, &two, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ, "b.zip");
	read_made(&three, three.len, NULL, &o);
	cr_expect_str_eq(buf_str(&o.members), "(itself)=Le bac;", "%s", buf_str(&o.members));
	cr_expect_str_empty(buf_str(&o.rejects), "%s", buf_str(&o.rejects));
	out_clear(&o);
	wrap(&four, &three, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "c.tar.xz");
	read_made(&four, four.len, NULL, &o);
	cr_expect_str_empty(buf_str(&o.members), "%s", buf_str(&o.members));
	cr_expect_str_eq(buf_str(&o.rejects), "archives within archives: at most 3;");
	out_clear(&o);
	free(four.bytes);
}

/* So many zeros, packed and packed again. */
static void make_bomb(struct made *m, size_t zeros)
{
	struct made inner;
	char *bytes = calloc(zeros, 1);

	made_open(&inner, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	made_begin(&inner);
	made_text(&inner, "avant.txt", "un");
	made_add(&inner, "zero", AE_IFREG, bytes, zeros);
	made_text(&inner, "apres.txt", "deux");
	made_end(&inner);
	wrap(m, &inner, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "a.tgz");
	free(bytes);
}

Test(unpack, a_bomb_is_left_as_soon_as_it_is_one)
{
	struct made m;
	struct out o;

	make_bomb(&m, 2 * UNPACK_GRACE);
	cr_assert_lt(m.len, 1 << 20);
	read_made(&m, m.len, NULL, &o);
	cr_expect_str_eq(buf_str(&o.rejects),
	    "cannot be read: it unpacks to too many times its size;"
	    "it unpacks to too many times its size: the rest is not read;"
	    "it unpacks to too many times its size: the rest is not read;",
	    "%s", buf_str(&o.rejects));
	cr_expect_eq(strncmp(buf_str(&o.members), "avant.txt=un;", 13), 0);
	cr_expect_null(strstr(buf_str(&o.members), "apres"));
	out_clear(&o);
	free(m.bytes);
}

Test(unpack, each_limit_holds)
{
	static const struct {
		struct unpack_limits limits;
		const char *expected;
	} cases[] = {
		{ { 3, 250, 1 << 20, 1 << 20, 100, 0 }, "" },
		{ { 3, 2, 2000, 1 << 20, 100, 0 },
		    "it unpacks to too many times its size: the rest is not read;" },
		{ { 3, 250, 1 << 20, 50000, 100, 0 },
		    "too large when unpacked: the rest is not read;" },
		{ { 3, 250, 1 << 20, 1 << 20, 2, 0 },
		    "too many files in it: the rest is not read;" },
		{ { 0, 250, 1 << 20, 1 << 20, 100, 0 }, "archives within archives: at most 0;" },
	};
	static char zeros[100000];
	struct made m;
	struct out o;

	made_open(&m, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	made_begin(&m);
	made_text(&m, "a", "un");
	made_add(&m, "b", AE_IFREG, zeros, sizeof zeros);
	made_text(&m, "c", "trois");
	made_end(&m);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *rejects, *end;

		read_made(&m, m.len, &cases[i].limits, &o);
		rejects = buf_str(&o.rejects);
		/* Where the limit was met within a file, that file says so before the archive. */
		end = strchr(rejects, ';');
		if (strncmp(rejects, "cannot be read: ", 16) == 0)
			rejects = end + 1;
		cr_expect_str_eq(rejects, cases[i].expected, "%zu: %s", i, buf_str(&o.rejects));
		cr_expect_eq(strstr(buf_str(&o.members), "c=trois;") != NULL, i == 0, "%zu: %s", i,
		    buf_str(&o.members));
		out_clear(&o);
	}
	free(m.bytes);
}

Test(unpack, a_damaged_archive_is_read_as_far_as_it_goes)
{
	static char noise[500000];
	struct made m;
	struct out o;

	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * i * 2654435761u >> 13);
	made_open(&m, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	made_begin(&m);
	made_text(&m, "a", "un");
	made_add(&m, "b", AE_IFREG, noise, sizeof noise);
	made_end(&m);
	read_made(&m, m.len / 2, NULL, &o);
	cr_expect_eq(strncmp(buf_str(&o.members), "a=un;", 5), 0, "%s", buf_str(&o.members));
	cr_expect_not_null(
	    strstr(buf_str(&o.rejects), "cannot be read: "), "%s", buf_str(&o.rejects));
	cr_expect_not_null(
	    strstr(buf_str(&o.rejects), "a damaged archive"), "%s", buf_str(&o.rejects));
	out_clear(&o);
	memcpy(m.bytes, "PK\x03\x04", 4);
	read_made(&m, 4, NULL, &o);
	cr_expect_neq(o.rejects.len, 0);
	out_clear(&o);
	free(m.bytes);
}

Test(unpack, what_is_encrypted_is_said_and_the_rest_is_read)
{
	struct made m;
	struct out o;

	made_open(&m, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
	cr_assert_eq(archive_write_set_options(m.writer, "zip:encryption=aes256"), ARCHIVE_OK);
	cr_assert_eq(archive_write_set_passphrase(m.writer, "mot"), ARCHIVE_OK);
	made_begin(&m);
	made_text(&m, "a.txt", "un");
	made_end(&m);
	read_made(&m, m.len, NULL, &o);
	cr_expect_str_empty(buf_str(&o.members));
	cr_expect_str_eq(
	    buf_str(&o.rejects), "a file in it is encrypted: a.txt;", "%s", buf_str(&o.rejects));
	out_clear(&o);
	free(m.bytes);
}
