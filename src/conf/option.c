#include "conf/option.h"

#include "conf/conf.h"
#include "conf/list.h"
#include "conf/near.h"
#include "conf/value.h"

#include <assert.h>
#include <string.h>

#define CONF(m)   offsetof(struct conf, m)
#define SOURCE(m) offsetof(struct conf_source, m)

enum {
	HOUR = 3600,
	DAY = 24 * HOUR,
	YEAR = 366 * DAY,
	KB = 1 << 10,
	MB = 1 << 20,
	NAME_BYTES = 120,
	TEXT_BYTES = 500,
	PATH_BYTES = 4095, /* PATH_MAX of Linux without the NUL */
	USER_BYTES = 32,   /* useradd(8) */
	ZONE_BYTES = 64,
	URL_BYTES = 2000,
	HOSTS_MAX = 32,
	LISTEN_MAX = 16,
	ENTRIES_MAX = 200, /* of a list on one page */
	COUNT_MAX = 1000000,
};

static const char *const tickets[] = {
	[TICKETS_AUTO] = "auto",
	[TICKETS_OFF] = "off",
	NULL,
};

static const char *const levels[] = {
	[LEVEL_ERROR] = "error",
	[LEVEL_WARN] = "warn",
	[LEVEL_INFO] = "info",
	[LEVEL_DEBUG] = "debug",
	NULL,
};

static const char *const clients[] = {
	[CLIENTS_ANONYMOUS] = "anonymous",
	[CLIENTS_FULL] = "full",
	[CLIENTS_NONE] = "none",
	NULL,
};

const struct option_section option_sections[] = {
	{ "capsule", "What readers see of this capsule." },
	{ "archive", "Where the articles are kept." },
	{ "pages", "How pages are made." },
	{ "gemini", "The Gemini side, over TLS." },
	{ "gopher", "The Gopher side." },
	{ "server", "The processes." },
	{ "limits", "What one client, and all of them, may ask for." },
	{ "log", "What is written down." },
	{ OPTION_SOURCE, "A news site to mirror; one section for each, under a name of its own." },
};
const size_t option_section_count = sizeof option_sections / sizeof *option_sections;

const struct option option_table[] = {
	{ "capsule", "name", &value_line, CONF(capsule.name), .min = 1, .max = NAME_BYTES,
	    .def = "depeche", .help = "The capsule's name: the title of its front page." },
	{ "capsule", "host", &list_hosts, CONF(capsule.host), .min = 1, .max = HOSTS_MAX,
	    .def = "localhost",
	    .help = "The names under which readers reach it: the first is the one in links and in "
		    "the certificate, the others are answered too." },
	{ "capsule", "lang", &value_lang, CONF(capsule.lang), .min = 1, .def = "fr",
	    .help = "The language of the pages, and of articles that do not say theirs; its words "
		    "are in lang/CODE.ini below root, or among those that came with the program." },
	{ "capsule", "timezone", &value_word, CONF(capsule.timezone), .min = 1, .max = ZONE_BYTES,
	    .chars = "_+-/", .def = "UTC",
	    .help = "The time zone of dates, as the IANA database calls it, such as "
		    "Africa/Kinshasa." },
	{ "capsule", "root", &value_path, CONF(capsule.root), .min = 1, .max = PATH_BYTES,
	    .def = "capsule",
	    .help = "The capsule folder: static files, and lang/ with the words." },
	{ "capsule", "description", &value_line, CONF(capsule.description), .max = TEXT_BYTES,
	    .def = "", .help = "One sentence under the name on the front page." },
	{ "capsule", "contact", &value_line, CONF(capsule.contact), .max = TEXT_BYTES, .def = "",
	    .later = true, .help = "How to reach whoever runs it." },

	{ "archive", "path", &value_path, CONF(archive.path), .min = 1, .max = PATH_BYTES,
	    .def = "depeche.db", .help = "The articles." },
	{ "archive", "reads", &value_path, CONF(archive.reads), .min = 1, .max = PATH_BYTES,
	    .def = "reads.db",
	    .help = "The counts of reads, in a file of their own: losing it loses no article." },

	{ "pages", "per_page", &value_number, CONF(pages.per_page), .min = 1, .max = ENTRIES_MAX,
	    .def = "20", .help = "Entries on one page of a list." },
	{ "pages", "most_read", &value_number, CONF(pages.most_read), .max = ENTRIES_MAX,
	    .def = "5", .help = "Most-read entries below an article; 0 leaves the list out." },
	{ "pages", "same_theme", &value_number, CONF(pages.same_theme), .max = ENTRIES_MAX,
	    .def = "5", .help = "Same-theme entries below an article; 0 leaves the list out." },
	{ "pages", "window", &value_duration, CONF(pages.window), .min = HOUR, .max = YEAR,
	    .def = "7d",
	    .help = "How far back reads count for the most-read lists; a read counts half as much "
		    "with each third of it." },
	{ "pages", "edition", &value_size, CONF(pages.edition), .min = 4 * KB, .max = MB,
	    .def = "16k",
	    .help = "The size of the edition that editions in front leads to, beside the others at "
		    "/e: the best of the moment in full, in so many bytes as they are sent." },
	{ "pages", "front", &list_front, CONF(pages.front), CONF(pages.nfront), .min = 1,
	    .max = ENTRIES_MAX, .def = "latest 10, most-read 5, themes",
	    .help =
		"The parts of the front page, in their order. theme:SLUG N is the newest N of "
		"the theme whose page is /t/SLUG; search and editions are links to these, which "
		"otherwise stand below." },

	{ "gemini", "listen", &list_listen, CONF(gemini.listen), .max = LISTEN_MAX,
	    .def = "0.0.0.0:1965 [::]:1965",
	    .help = "Where Gemini clients connect; nothing turns Gemini off, and port 0 is any "
		    "free one." },
	{ "gemini", "certificate", &value_path, CONF(gemini.certificate), .max = PATH_BYTES,
	    .def = "",
	    .help = "The certificate (PEM); without one, certificate.pem and key.pem are made "
		    "beside the archive at the first start and kept." },
	{ "gemini", "key", &value_path, CONF(gemini.key), .max = PATH_BYTES, .def = "",
	    .help = "Its private key (PEM); set both or neither." },
	{ "gemini", "tickets", &value_choice, CONF(gemini.tickets), .choices = tickets,
	    .def = "auto",
	    .help = "Session tickets, with which a client comes back in a shorter handshake. In "
		    "this release auto sends one ticket with every full handshake; a later one "
		    "sends it only to clients that use it." },

	{ "gopher", "listen", &list_listen, CONF(gopher.listen), .max = LISTEN_MAX,
	    .def = "0.0.0.0:70 [::]:70",
	    .help = "Where Gopher clients connect; nothing turns Gopher off, and port 0 is any "
		    "free one." },
	{ "gopher", "host", &list_host, CONF(gopher.host), .def = "",
	    .help = "The host that menus name; without one, the first of [capsule] host." },
	{ "gopher", "port", &value_number, CONF(gopher.port), .min = 1, .max = 65535, .zero = "",
	    .def = "", .help = "The port that menus name; without one, the first of listen." },
	{ "gopher", "columns", &value_number, CONF(gopher.columns), .min = 30, .max = 200,
	    .def = "67", .help = "The width of texts." },

	{ "server", "workers", &value_number, CONF(server.workers), .min = 1, .max = 256,
	    .zero = "auto", .def = "auto",
	    .help = "Processes that answer; auto is one for each core." },
	{ "server", "user", &value_word, CONF(server.user), .max = USER_BYTES, .chars = "._-",
	    .def = "",
	    .help = "The user to become; the start must be as root. It must be able to read the "
		    "capsule folder, and to write both stores and in their folders." },
	{ "server", "chroot", &value_path, CONF(server.chroot), .max = PATH_BYTES, .def = "",
	    .help = "The folder to be shut in; the start must be as root, and the capsule folder "
		    "and the archive below it." },
	{ "server", "sandbox", &value_yesno, CONF(server.sandbox), .def = "yes", .later = true,
	    .help = "Take from the workers all that answering does not need." },
	{ "server", "cache", &value_size, CONF(server.cache), .max = 4LL * KB * MB, .def = "32M",
	    .help =
		"Memory for finished answers, of which each worker has its share; an answer may "
		"take an eighth of that. 0 keeps none." },
	{ "server", "pid_file", &value_path, CONF(server.pid_file), .max = PATH_BYTES, .def = "",
	    .help = "The file that holds the supervisor's process number while it runs." },

	{ "limits", "connections", &value_number, CONF(limits.connections), .min = 1,
	    .max = COUNT_MAX, .def = "4096", .help = "Connections at once, in all." },
	{ "limits", "per_client", &value_number, CONF(limits.per_client), .min = 1,
	    .max = COUNT_MAX, .def = "64",
	    .help = "Connections at once from one client (an IPv4 address, a /64 of IPv6)." },
	{ "limits", "rate", &value_rate, CONF(limits.rate), CONF(limits.burst), .min = 1,
	    .max = COUNT_MAX, .def = "20/s burst 100",
	    .help = "Requests from one client: so many a second, so many at once; 0 is no limit." },
	{ "limits", "request", &value_duration, CONF(limits.request), .min = 1, .max = HOUR,
	    .def = "10s", .help = "How long a client may take for its handshake and request." },
	{ "limits", "stall", &value_duration, CONF(limits.stall), .min = 1, .max = HOUR,
	    .def = "60s", .help = "How long an answer may wait for a client that reads nothing." },

	{ "log", "level", &value_choice, CONF(log.level), .choices = levels, .def = "info",
	    .help = "The least important messages that are written." },
	{ "log", "file", &value_path, CONF(log.file), .max = PATH_BYTES, .def = "",
	    .help = "The file to append to; without one, standard error." },
	{ "log", "access", &value_yesno, CONF(log.access), .def = "yes",
	    .help = "One line for each request." },
	{ "log", "clients", &value_choice, CONF(log.clients), .choices = clients,
	    .def = "anonymous",
	    .help = "How clients are named there: anonymous is their /24 (IPv4) or /48 (IPv6) "
		    "network." },

	{ OPTION_SOURCE, "url", &value_url, SOURCE(url), .min = 1, .max = URL_BYTES,
	    .example = "https://news.example/feed.xml", .later = true,
	    .help = "What to fetch. It must be given." },
	{ OPTION_SOURCE, "every", &value_duration, SOURCE(every), .min = 60, .max = YEAR,
	    .def = "30m", .later = true, .help = "How often." },
	{ OPTION_SOURCE, "theme", &value_line, SOURCE(theme), .max = NAME_BYTES, .def = "",
	    .later = true, .help = "A theme for all its articles." },
	{ OPTION_SOURCE, "lang", &value_lang, SOURCE(lang), .def = "", .later = true,
	    .help = "The language of articles that do not say theirs; without one, the "
		    "capsule's." },
	{ OPTION_SOURCE, "full_text", &value_yesno, SOURCE(full_text), .def = "yes", .later = true,
	    .help = "Fetch the article where the feed has only its beginning." },
	{ OPTION_SOURCE, "keep", &value_duration, SOURCE(keep), .max = 100LL * YEAR, .def = "0",
	    .later = true, .help = "How long its articles are kept; 0 is for ever." },
};
const size_t option_count = sizeof option_table / sizeof *option_table;

_Static_assert(sizeof option_table / sizeof *option_table <= OPTION_COUNT_MAX, "raise it");
_Static_assert(sizeof(enum log_level) == sizeof(unsigned) &&
	sizeof(enum conf_clients) == sizeof(unsigned) &&
	sizeof(enum conf_tickets) == sizeof(unsigned),
    "value_choice fills them as unsigned");

const struct option *option_find(const char *section, const char *key)
{
	for (size_t i = 0; i < option_count; i++)
		if (strcmp(option_table[i].section, section) == 0 &&
		    strcmp(option_table[i].key, key) == 0)
			return &option_table[i];
	return NULL;
}

bool option_has_section(const char *section)
{
	for (size_t i = 0; i < option_section_count; i++)
		if (strcmp(option_sections[i].name, section) == 0)
			return true;
	return false;
}

void option_keys(const char *section, const char *key, struct buf *out)
{
	const char *names[OPTION_COUNT_MAX];
	size_t n = 0;

	for (size_t i = 0; i < option_count; i++)
		if (strcmp(option_table[i].section, section) == 0)
			names[n++] = option_table[i].key;
	near_sort(names, n, key);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", names[i]);
}

void option_section_names(const char *section, struct buf *out)
{
	const char *names[sizeof option_sections / sizeof *option_sections];

	for (size_t i = 0; i < option_section_count; i++)
		names[i] = option_sections[i].name;
	if (section[0] != '\0')
		near_sort(names, option_section_count, section);
	for (size_t i = 0; i < option_section_count; i++)
		buf_printf(out, "%s[%s%s]", i > 0 ? ", " : "", names[i],
		    strcmp(names[i], OPTION_SOURCE) == 0 ? ".NAME" : "");
}

static bool belongs(const struct option *o, bool source)
{
	return (strcmp(o->section, OPTION_SOURCE) == 0) == source;
}

/* An option that must be given starts as an empty string, so that no string is ever NULL. */
enum status option_defaults(bool source, void *base)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < option_count && st == ST_OK; i++) {
		const struct option *o = &option_table[i];

		if (!belongs(o, source))
			continue;
		if (o->def == NULL)
			st = value_keep(value_member(o, base), "", 0);
		else
			st = o->type->parse(o, o->def, base);
		assert(st == ST_OK || st == ST_NOMEM);
	}
	return st;
}

void option_clear(bool source, void *base)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *o = &option_table[i];

		if (belongs(o, source) && o->type->clear != NULL)
			o->type->clear(o, base);
	}
}
