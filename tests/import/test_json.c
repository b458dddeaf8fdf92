#include "import/json.h"

#include "base/buf.h"
#include "import/json_values.h"
#include "tests/import/helpers.h"

static struct import_options options;

static void set_up(void)
{
	helper_options(&options);
}

static void tear_down(void)
{
	helper_options_clear(&options);
}

static void read_json(const char *json, struct collected *c)
{
	helper_read_named("a.json", json_read, &options, json, strlen(json), c);
}

Test(json, values_are_understood_in_many_forms, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	read_json("{\"id\": 8445, \"headline\": \"Le bac\", \"articleBody\": [\"Un.\", \"Deux.\"],"
		  "\"author\": [{\"name\": \"Aline\"}, \"Bola\"], \"datePublished\":"
		  "\"2023-06-14T11:30:00+02:00\", \"inLanguage\": \"fr\", \"section\": null,"
		  "\"keywords\": [\"fleuve\", {\"name\": \"rive, droite\"}],"
		  "\"url\": \"https://a.example/x\"}\n"
		  "{\"title\": {\"rendered\": \"Q &#038; R\"}, \"content\": {\"rendered\":"
		  "\"<p>Un.</p>\\n<p>Deux.</p>\", \"protected\": false}, \"link\":"
		  "\"https://a.example/y\", \"guid\": {\"rendered\": \"https://a.example/?p=1\"},"
		  "\"date_gmt\": \"2023-06-14T09:30:00\", \"theme\": \"A;B\", \"score\": NaN}\n",
	    &c);
	cr_assert_eq(c.n, 2, "%s", c.reason);
	a = &c.articles[0];
	cr_expect_str_eq(a->title, "Le bac");
	cr_expect_str_eq(a->body, "Un.\n\nDeux.\n", "%s", a->body);
	cr_expect_str_eq(a->byline, "Aline, Bola", "%s", a->byline);
	cr_expect_str_eq(a->key, "https://a.example/x");
	cr_expect_eq(a->published.time, 1686735000);
	cr_expect_str_eq(a->lang, "fr");
	cr_assert_eq(a->themes.n, 2);
	cr_expect_str_eq(a->themes.items[1].name, "rive, droite");
	a = &c.articles[1];
	cr_expect_str_eq(a->title, "Q & R");
	cr_expect_str_eq(a->body, "Un.\n\nDeux.\n", "%s", a->body);
	cr_expect_str_eq(a->key, "https://a.example/?p=1");
	cr_expect_str_eq(a->url, "https://a.example/y");
	cr_expect_eq(a->themes.n, 2);
	helper_clear(&c);
}

Test(json, text_is_html_or_plain_by_its_content, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members, *body;
	} cases[] = {
		{ "\"body\":\"Un\\nDeux\"", "Un\n\nDeux\n" },
		{ "\"body\":\"<p>Un</p><p>Deux</p>\"", "Un\n\nDeux\n" },
		{ "\"body\":\"1 < 2 et 3 > 2\"", "1 < 2 et 3 > 2\n" },
		{ "\"content_text\":\"<b>\",\"content_html\":\"<i>Un</i>\"", "Un\n" },
		{ "\"content_html\":\"<i>Un</i>\",\"content_text\":\"<b>\"", "Un\n" },
		{ "\"content_text\":\"<b>\"", "<b>\n" },
		{ "\"chapo\":\"Le d\xc3\xa9"
		  "but.\",\"body\":\"La suite.\"",
		    "Le d\xc3\xa9"
		    "but.\n\nLa suite.\n" },
		{ "\"chapo\":\"Un.\",\"body\":\"Un.\\nDeux.\"", "Un.\n\nDeux.\n" },
		{ "\"body\":{\"summary\":[\"Un.\"],\"sections\":[{\"paragraphs\":[\"Deux.\"]}]}",
		    "Un.\n\nDeux.\n" },
		{ "\"body\":\"Fin...\"", "Fin...\n" },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json, "{\"title\":\"T\",%s}", cases[i].members);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_str_eq(
		    c.articles[0].body, cases[i].body, "%s: %s", json, c.articles[0].body);
		cr_expect_not(c.articles[0].partial, "%s", json);
		helper_clear(&c);
	}
}

Test(json, a_json_feed_is_a_feed, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	read_json("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Le Fleuve\","
		  "\"home_page_url\": \"https://fleuve.example/\", \"language\": \"fr\","
		  "\"authors\": [{\"name\": \"Aline\"}], \"items\": ["
		  "{\"id\": \"2\", \"url\": \"/bac\", \"content_html\": \"<p>Il <a href='x'>pleut"
		  "</a>...</p>\", \"date_published\": \"2023-06-14T09:30:00Z\","
		  "\"tags\": [\"Fleuve\"], \"attachments\": [{\"url\": \"https://a.example/b.mp3\","
		  "\"mime_type\": \"audio/mpeg\"}]},"
		  "{\"id\": \"3\", \"title\": \"Le pont\", \"language\": \"ln\","
		  "\"summary\": \"Un pont.\", \"authors\": [{\"url\": \"mailto:x\"}]}]}",
	    &c);
	cr_assert_eq(c.n, 2, "%s", c.reason);
	cr_expect_str_eq(c.site, "Le Fleuve");
	a = &c.articles[0];
	cr_expect_str_eq(a->key, "https://fleuve.example/#2");
	cr_expect_str_eq(a->url, "https://fleuve.example/bac", "%s", a->url);
	cr_expect_str_eq(a->title, "Il pleut...");
	cr_expect_str_eq(a->byline, "Aline");
	cr_expect_str_eq(a->lang, "fr");
	cr_expect(a->partial);
	cr_expect_str_eq(a->body,
	    "Il pleut...\n=> https://fleuve.example/x pleut\n\n"
	    "=> https://a.example/b.mp3 b.mp3 (audio/mpeg)\n",
	    "%s", a->body);
	cr_expect_eq(a->themes.n, 1);
	a = &c.articles[1];
	cr_expect_str_eq(a->lang, "ln");
	cr_expect_str_eq(a->byline, "Aline", "%s", a->byline);
	cr_expect(a->partial, "a summary");
	helper_clear(&c);
}

Test(json, size_and_depth_are_bounded, .init = set_up, .fini = tear_down)
{
	struct buf json = BUF(32 << 20);
	struct collected c;

	buf_puts(&json, "{\"title\":\"A\",\"body\":\"");
	for (int i = 0; i < JSON_VALUE_MAX / 8; i++)
		buf_puts(&json, "01234567");
	buf_puts(&json, "\"}\n{\"title\":\"B\",\"body\":");
	for (int i = 0; i < 100000; i++)
		buf_putc(&json, '[');
	buf_puts(&json, "\n{\"title\":\"C\",\"body\":\"x\"}\n");
	read_json(json.data, &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "C");
	cr_expect_eq(c.rejects, 2);
	cr_expect_not_null(strstr(c.reason, "deep"), "%s", c.reason);
	helper_clear(&c);
	buf_clear(&json);
}

Test(json, what_is_not_published_is_left_out_by_its_reason, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members, *what; /* NULL: it goes in */
	} cases[] = {
		{ "\"status\":\"draft\"", "a draft" },
		{ "\"status\":\"auto-draft\"", "a draft" },
		{ "\"status\":\"Private\"", "a private post" },
		{ "\"status\":\"pending\"", "a post that waits for review" },
		{ "\"status\":\"future\"", "a post that is not yet due" },
		{ "\"status\":\"scheduled\"", "a post that is not yet due" },
		{ "\"post_status\":\"trash\"", "a post in the trash" },
		{ "\"draft\":true", "a draft" },
		{ "\"is_draft\":1", "a draft" },
		{ "\"isDraft\":\"yes\"", "a draft" },
		{ "\"published\":false", "a draft" },
		{ "\"published\":\"no\"", "a draft" },
		{ "\"is_published\":0", "a draft" },
		{ "\"isPublished\":false", "a draft" },
		{ "\"type\":\"page\"", "a page (--pages takes them)" },
		{ "\"page\":true", "a page (--pages takes them)" },
		{ "\"type\":\"post\",\"page\":false", NULL },
		{ "\"page\":1", NULL },
		{ "\"type\":\"attachment\"", "an attachment" },
		{ "\"type\":\"comment\"", "a comment" },
		{ "\"@type\":\"NewsArticle\"", NULL },
		{ "\"visibility\":\"public\"", NULL },
		{ "\"visibility\":\"paid\"", "a post for members" },
		{ "\"visibility\":\"members\"", "a post for members" },
		{ "\"visibility\":\"tiers\"", "a post for members" },
		{ "\"visibility\":\"private\"", "a private post" },
		{ "\"visibility\":\"Membres\"", "a post for members" },
		{ "\"access\":\"premium\"", "a post for members" },
		{ "\"access\":\"Réservé aux abonnés\"", "a post for members" },
		{ "\"access\":\"free\"", NULL },
		{ "\"access\":\"public\"", NULL },
		{ "\"status\":false", "a draft" },
		{ "\"status\":0", "a draft" },
		{ "\"status\":true", NULL },
		{ "\"status\":1", NULL },
		{ "\"status\":\"Non publié\"", "a draft" },
		{ "\"status\":\"NOT PUBLISHED\"", "a draft" },
		{ "\"status\":\"Brouillon\"", "a draft" },
		{ "\"status\":\"En attente de relecture\"", "a post that waits for review" },
		{ "\"status\":\"Planifié\"", "a post that is not yet due" },
		{ "\"status\":\"sent\"", "an e-mail" },
		{ "\"moderation_state\":\"draft\"", "a draft" },
		{ "\"workflow_state\":\"in_review\"", "a post that waits for review" },
		{ "\"status\":\"Publié\"", NULL },
		{ "\"status\":\"archived\"", NULL },
		{ "\"status\":\"publish\"", NULL },
		{ "\"status\":\"published\"", NULL },
		{ "\"status\":\"ok\"", NULL },
		{ "\"status\":null", NULL },
		{ "\"draft\":false", NULL },
		{ "\"draft\":null", NULL },
		{ "\"published\":true", NULL },
		{ "\"is_published\":1", NULL },
	};
	struct collected c;
	char json[256];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"T\",%s,\"date\":\"2023-06-14T09:30:00Z\",\"body\":\"x\"}",
		    cases[i].members);
		read_json(json, &c);
		cr_expect_eq(c.rejects, 0, "%s: %s", json, c.reason);
		cr_expect_eq(c.n, cases[i].what == NULL, "%s", json);
		cr_expect_str_eq(c.skipped, cases[i].what != NULL ? cases[i].what : "", "%s: %s",
		    json, c.skipped);
		cr_expect(c.n == 0 || c.articles[0].published.time == 1686735000, "%s", json);
		helper_clear(&c);
	}
}

/* WordPress's REST interface numbers authors and categories. */
Test(json, a_number_names_no_author_and_no_theme, .init = set_up, .fini = tear_down)
{
	static const char *const members[] = { "\"author\":3,\"categories\":[4,5],\"tags\":[9]",
		"\"author\":[3,4],\"category\":4,\"tags\":7" };
	struct collected c;
	char json[256];

	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		snprintf(json, sizeof json, "{\"title\":\"T\",%s,\"body\":\"x\"}", members[i]);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_null(c.articles[0].byline, "%s", json);
		cr_expect_eq(c.articles[0].themes.n, 0, "%s", json);
		helper_clear(&c);
	}
	read_json("{\"title\":\"T\",\"tags\":[\"2024\",\"Lac\"],\"body\":\"x\"}", &c);
	cr_expect_eq(c.articles[0].themes.n, 2);
	helper_clear(&c);
}

Test(json, dates_are_found_by_the_names_that_programs_give_them, .init = set_up, .fini = tear_down)
{
	static const char *const names[] = { "publishedAt", "published_at", "datePublished",
		"pubDate", "created_at", "createdAt", "date_gmt", "post_date_gmt", "published",
		"publishedDate", "publicationDate", "publishDate", "published_date", "postedAt",
		"dateCreated", "published_gmt", "firstPublishedAt", "date_publish", "publishedOn",
		"date_time", "posted", "created", "publication_time", "published_time" };
	struct collected c;
	char json[256];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"T\",\"%s\":\"2023-06-14T09:30:00Z\",\"body\":\"x\"}", names[i]);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_eq(c.articles[0].published.time, 1686735000, "%s", json);
		helper_clear(&c);
	}
}

Test(json, a_date_in_gmt_is_not_by_the_clock_of_the_capsule, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members;
		int64_t time;
	} cases[] = {
		{ "\"date\":\"2023-06-14T10:30:00\",\"date_gmt\":\"2023-06-14T09:30:00\"",
		    1686735000 },
		{ "\"date_gmt\":\"2023-06-14 09:30:00\"", 1686735000 },
		{ "\"post_date_gmt\":\"2023-06-14T09:30:00Z\"", 1686735000 },
		{ "\"date_gmt\":\"0000-00-00 00:00:00\",\"date\":\"2023-06-14T10:30:00\"",
		    1686735000 },
		{ "\"date\":\"2023-06-14T10:30:00\"", 1686735000 },
	};
	struct zone *zone;
	struct collected c;
	char json[256];

	zone_free((struct zone *)options.zone);
	cr_assert_eq(zone_open("Africa/Kinshasa", &zone, NULL), ST_OK);
	options.zone = zone;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(
		    json, sizeof json, "{\"title\":\"T\",\"body\":\"x\",%s}", cases[i].members);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_eq(c.articles[0].published.time, cases[i].time, "%s: %lld", json,
		    (long long)c.articles[0].published.time);
		helper_clear(&c);
	}
}

Test(json, a_lone_surrogate_costs_its_letter_alone, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_json("{\"title\":\"Un \\ud800x\",\"body\":\"a\\uDC00b \\ud83d\\ude00 "
		  "\\\\ud800 \\ud83d\\ud83d\\ude00\"}",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "Un \xef\xbf\xbdx", "%s", c.articles[0].title);
	cr_expect_str_eq(c.articles[0].body,
	    "a\xef\xbf\xbd"
	    "b \xf0\x9f\x98\x80 \\ud800 \xef\xbf\xbd\xf0\x9f\x98\x80\n",
	    "%s", c.articles[0].body);
	helper_clear(&c);
}

Test(json, a_category_is_rid_of_its_entities, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_json("{\"title\":\"T\",\"body\":\"x\",\"tags\":[\"Arts &amp;amp; culture\","
		  "\"Caf&eacute;\"],\"category\":\"Vie &amp; mer;Ciel\"}",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_assert_eq(c.articles[0].themes.n, 4);
	cr_expect_str_eq(c.articles[0].themes.items[0].name, "Vie & mer");
	cr_expect_str_eq(c.articles[0].themes.items[1].name, "Ciel");
	cr_expect_str_eq(c.articles[0].themes.items[2].name, "Arts & culture");
	cr_expect_str_eq(c.articles[0].themes.items[3].name, "Café");
	helper_clear(&c);
}

Test(json, a_summary_is_the_words_of_its_paragraphs, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *summary, *expected; /* NULL: none */
	} cases[] = {
		{ "<p>Para un.</p><h3>Titre</h3>", "Para un." },
		{ "<h2>Titre</h2><ul><li>un</li><li>deux</li></ul><p>Fin.</p>", "Fin." },
		{ "<h2>Titre</h2><ul><li>un</li><li>deux</li></ul>", "un deux" },
		{ "<blockquote><p>Dit-il.</p></blockquote><p>Fin.</p>", "Dit-il. Fin." },
		{ "<p>Un.</p><table><tr><th>Ville</th><th>n</th></tr><tr><td>A</td><td>1</td></tr>"
		  "</table>",
		    "Un." },
		{ "<h2>Titre</h2>", NULL },
		{ "<p>le TITRE.</p>", NULL },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"Le titre\",\"body\":\"x\",\"summary\":\"%s\"}", cases[i].summary);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		if (cases[i].expected == NULL)
			cr_expect_null(
			    c.articles[0].summary, "%s: %s", json, c.articles[0].summary);
		else
			cr_expect_str_eq(c.articles[0].summary != NULL ? c.articles[0].summary : "",
			    cases[i].expected, "%s: %s", json, c.articles[0].summary);
		helper_clear(&c);
	}
}

/* JSON:API 1.1, 7.2: what a resource says stands in its attributes, its id beside them. */
Test(json, a_resource_is_its_attributes_and_its_id, .init = set_up, .fini = tear_down)
{
#define ONE(id, status, title)                                                                     \
	"{\"type\":\"node--article\",\"id\":\"" id "\",\"attributes\":{\"status\":" status         \
	",\"title\":\"" title "\",\"langcode\":\"fr\",\"body\":{\"value\":\"<p>Il pleut.</p>\","   \
	"\"format\":\"html\"}}}"
#define FIRST "6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11"
	static const struct {
		const char *json, *key;
		size_t n, skips;
	} cases[] = {
		{ "{\"jsonapi\":{\"version\":\"1.0\"},\"data\":[\n" ONE(FIRST, "true",
		      "A") ",\n" ONE("8", "true", "B") ",\n" ONE("9", "false", "C") "\n]}",
		    FIRST, 2, 1 },
		{ "{\"data\":" ONE(FIRST, "true", "A") "}", FIRST, 1, 0 },
		{ ONE("8", "true", "A") "\n" ONE("9", "false", "B") "\n", "a.json#8", 1, 1 },
		{ "[" ONE("8", "true", "A") "," ONE("9", "true", "B") "]", "a.json#8", 2, 0 },
		{ "{\"title\":\"A\",\"id\":8,\"body\":\"Il pleut.\",\"attributes\":"
		  "{\"title\":\"infobulle\",\"body\":\"non\"}}",
		    "a.json#8", 1, 0 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_json(cases[i].json, &c);
		cr_expect_eq(c.rejects, 0, "%s: %s", cases[i].json, c.reason);
		cr_expect_eq(c.skips, cases[i].skips, "%s: %zu", cases[i].json, c.skips);
		cr_assert_eq(c.n, cases[i].n, "%s: %zu", cases[i].json, c.n);
		cr_expect_str_eq(c.articles[0].key, cases[i].key, "%s", c.articles[0].key);
		cr_expect_str_eq(c.articles[0].title, "A");
		cr_expect_str_eq(c.articles[0].body, "Il pleut.\n", "%s", c.articles[0].body);
		helper_clear(&c);
	}
#undef FIRST
#undef ONE
}

/* Exports are dated, and so are their files: an id that is unique by itself needs no file. */
Test(json, an_id_that_is_one_everywhere_is_the_key, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members, *key;
	} cases[] = {
		{ "\"id\":\"5f8c1b2a9d3e4f0001a2b3c4\"", "5f8c1b2a9d3e4f0001a2b3c4" },
		{ "\"_id\":{\"$oid\":\"5f8c1b2a9d3e4f0001a2b3c4\"}", "5f8c1b2a9d3e4f0001a2b3c4" },
		{ "\"id\":\"6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11\"",
		    "6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11" },
		{ "\"id\":\"6f1f3c2e7a554f4d9b3c2f9c4b1d0a11\"",
		    "6f1f3c2e7a554f4d9b3c2f9c4b1d0a11" },
		{ "\"id\":3,\"uuid\":\"6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11\"",
		    "6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11" },
		{ "\"id\":\"5f8c1b2a9d3e4f0001a2b3c4\",\"uuid\":\"6f1f3c2e-7a55-4f4d-9b3c-2f9c4b1d0a11\"",
		    "5f8c1b2a9d3e4f0001a2b3c4" },
		{ "\"id\":3,\"post_id\":4", "a.json#3" },
		{ "\"id\":\"000000000000000000000012\"", "a.json#000000000000000000000012" },
		{ "\"id\":\"5f8c1b2a9d3e4f0001a2b3c\"", "a.json#5f8c1b2a9d3e4f0001a2b3c" },
		{ "\"id\":\"deadbeef\"", "a.json#deadbeef" },
		{ "\"id\":\"------------------------------------\"",
		    "a.json#------------------------------------" },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(
		    json, sizeof json, "{%s,\"title\":\"T\",\"body\":\"x\"}", cases[i].members);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_str_eq(
		    c.articles[0].key, cases[i].key, "%s: %s", json, c.articles[0].key);
		helper_clear(&c);
	}
}
