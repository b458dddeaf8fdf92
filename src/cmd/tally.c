#include "cmd/tally.h"

#include "base/log.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *words, *one, *status; /* for people, of several and of one; for the report */
} outcomes[IMPORT_OUTCOMES] = {
	[IMPORT_NEW] = { "new", "new", "new" },
	[IMPORT_COPY] = { "copies of others", "copy of another", "copy" },
	[IMPORT_UPDATED] = { "updated", "updated", "updated" },
	[IMPORT_UNCHANGED] = { "unchanged", "unchanged", "unchanged" },
	[IMPORT_REJECTED] = { "rejected", "rejected", "rejected" },
	[IMPORT_LEFT_OUT] = { "left out", "left out", "left-out" },
};

static bool same_name(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void count_format(struct tally *t, const struct import_event *event)
{
	size_t i = 0;

	while (i < t->nformats && !same_name(t->formats[i].name, event->format))
		i++;
	if (i == TALLY_FORMATS_MAX)
		return;
	if (i == t->nformats)
		t->formats[t->nformats++].name = event->format;
	t->formats[i].counts[event->outcome]++;
}

/* The reason up to its details. */
static void shown_of(const char *reason, char out[TALLY_REASON_SIZE])
{
	size_t n = 0;

	for (const char *s = reason; *s != '\0' && n < TALLY_REASON_SIZE - 1; s++) {
		if (strncmp(s, ": ", 2) == 0 || strncmp(s, " (", 2) == 0)
			break;
		out[n++] = *s;
	}
	out[n] = '\0';
}

/* Every number that is a word of its own is N. */
static void group_of(const char *shown, char out[TALLY_REASON_SIZE])
{
	size_t n = 0, digits;

	for (const char *s = shown; *s != '\0'; s += digits > 0 ? digits : 1) {
		digits = strspn(s, "0123456789");
		if (digits > 0 &&
		    ((s > shown && isalpha((unsigned char)s[-1])) ||
			isalpha((unsigned char)s[digits]) || s[digits] == '_'))
			digits = 0;
		out[n++] = digits > 0 ? 'N' : *s;
	}
	out[n] = '\0';
}

static void count_reason(struct tally *t, const struct import_event *event)
{
	struct tally_reason r = { .outcome = event->outcome };
	size_t i = 0;
	char visible[LOG_LINE_MAX];

	log_visible(visible, sizeof visible, event->reason, strlen(event->reason));
	shown_of(visible, r.shown);
	group_of(r.shown, r.text);
	while (i < t->nreasons &&
	    (t->reasons[i].outcome != r.outcome || strcmp(t->reasons[i].text, r.text) != 0))
		i++;
	if (i == t->nreasons && i >= TALLY_REASONS_MAX) {
		r = (struct tally_reason){ .outcome = r.outcome };
		snprintf(r.text, sizeof r.text, "other reasons");
		snprintf(r.shown, sizeof r.shown, "other reasons");
		for (i = 0; i < t->nreasons; i++)
			if (t->reasons[i].outcome == r.outcome &&
			    strcmp(t->reasons[i].text, r.text) == 0)
				break;
	}
	if (i == t->nreasons)
		t->reasons[t->nreasons++] = r;
	else if (strcmp(t->reasons[i].shown, r.shown) != 0)
		strcpy(t->reasons[i].shown, r.text);
	t->reasons[i].count++;
}

void tally_add(struct tally *t, const struct import_event *event)
{
	count_format(t, event);
	if (event->reason != NULL)
		count_reason(t, event);
}

static int by_count(const void *a, const void *b)
{
	const struct tally_reason *one = a, *two = b;

	if (one->outcome != two->outcome)
		return one->outcome < two->outcome ? -1 : 1;
	if (one->count != two->count)
		return one->count > two->count ? -1 : 1;
	return strcmp(one->text, two->text);
}

void tally_print(struct tally *t, FILE *to)
{
	for (size_t i = 0; i < t->nformats; i++) {
		const struct tally_format *f = &t->formats[i];
		const char *mark = ": ";

		fputs(f->name != NULL ? f->name : "not read", to);
		for (size_t k = 0; k < IMPORT_OUTCOMES; k++) {
			if (f->counts[k] == 0)
				continue;
			fprintf(to, "%s%lu %s", mark, f->counts[k],
			    f->counts[k] == 1 ? outcomes[k].one : outcomes[k].words);
			mark = ", ";
		}
		fputc('\n', to);
	}
	qsort(t->reasons, t->nreasons, sizeof *t->reasons, by_count);
	for (size_t i = 0; i < t->nreasons; i++)
		fprintf(to, "%s: %lu × %s\n", outcomes[t->reasons[i].outcome].words,
		    t->reasons[i].count, t->reasons[i].shown);
}

static void write_field(const char *s, FILE *to)
{
	for (; s != NULL && *s != '\0'; s++)
		fputc((unsigned char)*s < ' ' || *s == '\x7f' ? ' ' : *s, to);
}

void tally_report(const struct import_event *event, FILE *to)
{
	const char *const fields[] = {
		outcomes[event->outcome].status,
		event->format,
		event->id,
		event->key,
		event->reason != NULL ? event->reason : event->title,
		event->path,
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (i > 0)
			fputc('\t', to);
		write_field(fields[i], to);
	}
	fprintf(to, ":%lu\n", event->line);
}
