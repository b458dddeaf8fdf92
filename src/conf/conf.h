/* conf/conf.h -- the INI file as one checked, immutable struct */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include "base/buf.h"
#include "base/log.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A list of words; items are owned. */
struct conf_list {
	char **items;
	size_t n;
};

enum conf_front {
	CONF_FRONT_LATEST,
	CONF_FRONT_MOST_READ,
	CONF_FRONT_THEMES,
	CONF_FRONT_THEME, /* one */
	CONF_FRONT_SEARCH,
	CONF_FRONT_EDITIONS,
};
enum {
	CONF_FRONT_MAX = 16,  /* parts */
	CONF_THEME_SIZE = 49, /* a theme's slug, NUL counted */
};

struct conf_front_item {
	enum conf_front part;
	unsigned n; /* entries; 0: as many as the page thinks right, or it has none */
	char theme[CONF_THEME_SIZE]; /* CONF_FRONT_THEME: which; else "" */
};

enum conf_clients {
	CLIENTS_ANONYMOUS, /* /24 or /48 */
	CLIENTS_FULL,
	CLIENTS_NONE,
};

enum conf_tickets {
	TICKETS_AUTO,
	TICKETS_OFF,
};

/* [source.NAME] */
struct conf_source {
	char *name;
	char *url, *theme, *lang;
	int64_t every; /* seconds */
	int64_t keep;  /* seconds; 0: for ever */
	bool full_text;
	unsigned line; /* where its section first begins */
};

/*
 * Everything that the INI says, defaults filled in, one member an option, named as the option is.
 * Paths are absolute or "" (not set); durations are seconds, sizes bytes. Strings are never NULL.
 */
struct conf {
	char *file;      /* the INI file itself, absolute */
	unsigned *lines; /* where each option is given there: conf_place(), conf_later() */

	struct {
		char *name, *description, *contact;
		/* At least one; the first is the name, the others aliases. Lower-case ASCII, IPv6
		 * without brackets, as uri_parse() gives hosts. */
		struct conf_list host;
		char *lang, *timezone;
		char *root;
	} capsule;
	struct {
		char *path, *reads;
	} archive;
	struct {
		unsigned per_page, most_read, same_theme;
		int64_t window;
		int64_t edition; /* bytes */
		struct conf_front_item front[CONF_FRONT_MAX];
		size_t nfront;
	} pages;
	struct {
		struct conf_list listen; /* "ADDRESS:PORT", "[ADDRESS]:PORT"; empty: off */
		char *certificate, *key; /* "": made beside the archive at first start */
		enum conf_tickets tickets;
	} gemini;
	struct {
		struct conf_list listen;
		char *host;    /* what menus say; "": the capsule's */
		unsigned port; /* 0: the first of listen */
		unsigned columns;
	} gopher;
	struct {
		unsigned workers; /* 0: one a core */
		char *user, *chroot, *pid_file;
		bool sandbox;
		int64_t cache; /* bytes */
	} server;
	struct {
		unsigned connections, per_client;
		unsigned rate, burst; /* requests a second and at once; rate 0: off */
		int64_t request, stall;
	} limits;
	struct {
		enum log_level level;
		char *file;
		bool access;
		enum conf_clients clients;
	} log;
	struct conf_source *sources;
	size_t nsources;
};

/*
 * Read and check the INI file `path`. ST_NOTFOUND, ST_IO, ST_INVALID or ST_NOMEM, with
 * "path:line: what, and what is allowed" in *e. The caller ends *out with conf_free().
 */
enum status conf_load(const char *path, struct conf **out, struct error *e);
void conf_free(struct conf *c);

/* "/srv/depeche.ini:12: [capsule] lang", without the line where it does not give that option. */
struct conf_place {
	char text[ERROR_MAX];
};
struct conf_place conf_place(const struct conf *c, const char *section, const char *key);

/* Append what the INI sets that takes effect with a later release only: "sandbox, [source.le-val]".
 */
void conf_later(const struct conf *c, struct buf *out);

/*
 * Where the INI is: `given` (-c), else $DEPECHE_CONFIG, else ./depeche.ini, else
 * SYSCONFDIR/depeche.ini (*system). An owned string, NULL without memory.
 */
char *conf_find(const char *given, bool *system);

/* The table of options written as the sample INI (conf/depeche.ini is this, a test says so). */
void conf_write_sample(FILE *out);

/*
 * An address of a listen list, split, its text in the form of RFC 5952 without brackets; false,
 * and "" and 0, if it is none. Port 0: any free one.
 */
enum { CONF_ADDRESS_SIZE = 64 };
bool conf_address(const char *text, char address[CONF_ADDRESS_SIZE], unsigned *port);

#endif
