#include "import/webpage.h"
#include "tests/import/helpers.h"

#define PARAGRAPHS                                                                                     \
	"<p>Le bac de Bisunga a repris ses traversées, lundi, après deux semaines d'arrêt, et les " \
	"marchands, venus de loin, ont chanté.</p>"                                                   \
	"<p>Le moteur neuf, dit le capitaine, tiendra dix ans, sauf si la rivière, cette année, "    \
	"monte comme en mars.</p>"
#define MENU                                                                                       \
	"<nav><a href='/'>Accueil</a> <a href='/sport'>Sport</a></nav>"                            \
	"<div class='menu'><ul><li><a href='/a'>Politique</a></li><li><a href='/b'>Monde</a></li>" \
	"</ul></div>"
#define PAGE(body) "<html><head><title>Le bac repart</title></head><body>" body "</body></html>"

static struct import_options options;

static void set_up(void)
{
	helper_options(&options);
}

static void tear_down(void)
{
	helper_options_clear(&options);
}

TestSuite(webpage, .init = set_up, .fini = tear_down);

static void read_page(const char *html, struct collected *out)
{
	helper_read_named("pages/bac.html", webpage_read, &options, html, strlen(html), out);
}

/* The first article, whose reading must have succeeded. */
static const struct article *only(const struct collected *c, const char *html)
{
	cr_assert_eq(c->n, 1, "%s: %s", html, c->reason);
	return &c->articles[0];
}

Test(webpage, what_is_no_text_is_left_out)
{
	static const struct {
		const char *html, *unwanted;
	} cases[] = {
		{ PAGE(MENU "<article><h1>Le bac repart</h1>" PARAGRAPHS "</article>"), "Accueil" },
		{ PAGE(MENU "<article><h1>Le bac repart</h1>" PARAGRAPHS "</article>"),
		    "Politique" },
		{ PAGE("<article><h1>Le bac repart</h1>" PARAGRAPHS "</article>"), "repart" },
		{ PAGE("<article>" PARAGRAPHS "<div class='share'><a href='x'>Partager sur "
		       "Oiseau</a></div></article>"),
		    "Partager" },
		{ PAGE("<article>" PARAGRAPHS "<div class='tools'><a href='x'>Envoyer</a> "
		       "<a href='y'>Imprimer la page</a></div></article>"),
		    "Imprimer" },
		{ PAGE("<article>" PARAGRAPHS "<aside>Encadré, sans rapport.</aside></article>"),
		    "sans rapport" },
		{ PAGE("<div class='cookie popup'>Nous aimons les biscuits, et vous ?</div>"
		       "<div>" PARAGRAPHS "</div>"),
		    "biscuits" },
		{ PAGE("<div role='dialog'>Abonnez-vous, c'est facile.</div><div>" PARAGRAPHS
		       "</div>"),
		    "Abonnez" },
		{ PAGE("<div>" PARAGRAPHS "</div><div id='comments'><p>Bravo, enfin, il était "
		       "temps, dit un lecteur.</p></div>"),
		    "Bravo" },
		{ PAGE("<div>" PARAGRAPHS "<p style='color: red; display : none'>Piège</p></div>"),
		    "Piège" },
		{ PAGE("<div>" PARAGRAPHS "<p hidden>Piège</p></div>"), "Piège" },
		{ PAGE("<div>" PARAGRAPHS "<form>Votre adresse <input name='a'></form></div>"),
		    "Votre adresse" },
		{ PAGE("<div>" PARAGRAPHS "<script>var x = 'Piège';</script></div>"), "Piège" },
		{ PAGE(
		      "<article><p class='date'>Publié le lundi 12 juin 2023 à 10h00</p>" PARAGRAPHS
		      "</article>"),
		    "Publié" },
		{ PAGE("<article><p class='byline'>Par Aline Mbayo</p>" PARAGRAPHS "</article>"),
		    "Aline" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct article *a;

		read_page(cases[i].html, &c);
		a = only(&c, cases[i].html);
		cr_expect_not_null(strstr(a->body, "Le bac de Bisunga"), "%s", a->body);
		cr_expect_not_null(strstr(a->body, "Le moteur neuf"), "%s", a->body);
		cr_expect_null(
		    strstr(a->body, cases[i].unwanted), "%s: %s", cases[i].unwanted, a->body);
		helper_clear(&c);
	}
}

Test(webpage, texts_of_all_builds_are_found)
{
	static const struct {
		const char *html, *wanted;
		size_t paragraphs;
	} cases[] = {
		{ PAGE(
		      "<div>Il pleut, dit-on, depuis hier sur toute la ville.<br><br>Demain, dit la "
		      "radio, il fera beau partout.</div>"),
		    "Demain, dit la radio", 2 },
		{ PAGE("<table><tr><td><a href='/'>Menu</a></td><td>" PARAGRAPHS
		       "</td></tr></table>"),
		    "Le moteur neuf", 2 },
		{ PAGE("<div>Deux mots.</div>"), "Deux mots.", 1 },
		{ PAGE("<main><section>" PARAGRAPHS "</section><section>" PARAGRAPHS
		       "</section></main>"),
		    "Le moteur neuf", 4 },
		{ PAGE(
		      "<p>渡し船は月曜日に再開した、と船長は言った。新しいエンジンは十年もつという。</p>"),
		    "渡し船", 1 },
		{ PAGE("<div dir='rtl'><p>عادت العبّارة يوم الاثنين، بعد أسبوعين من التوقف، "
		       "وغنّى التجار.</p></div>"),
		    "عادت", 1 },
		{ PAGE("<article><p>Le bac <b>repart<p>Le capitaine <i>sourit</article>"),
		    "Le capitaine sourit", 2 },
		{ "<p>Un morceau de page, sans tête ni titre.</p>", "Un morceau", 1 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct article *a;

		read_page(cases[i].html, &c);
		a = only(&c, cases[i].html);
		cr_expect_not_null(strstr(a->body, cases[i].wanted), "%s", a->body);
		cr_expect_eq(helper_paragraphs(a->body), cases[i].paragraphs, "%zu: %s",
		    helper_paragraphs(a->body), a->body);
		helper_clear(&c);
	}
}

Test(webpage, the_lead_goes_before_the_text)
{
	static const char html[] =
	    "<html><head><title>Le bac repart</title></head><body><header>"
	    "<h1>Le bac repart</h1><p class='chapo'>Après deux semaines, la rivière se traverse de "
	    "nouveau, à Bisunga.</p></header><div class='credit'>Photo : Oiseau</div>"
	    "<div itemprop='articleBody'>" PARAGRAPHS "</div></body></html>";
	struct collected c;
	const struct article *a;

	read_page(html, &c);
	a = only(&c, html);
	cr_expect_eq(strncmp(a->body, "Après deux semaines", 20), 0, "%s", a->body);
	cr_expect_eq(helper_paragraphs(a->body), 3, "%s", a->body);
	helper_clear(&c);
}

static const struct {
	const char *html;
	enum list_kind kind;
	size_t n;
	const char *first, *teaser;
} boxes[] = {
	{ PAGE("<article>" PARAGRAPHS "</article><aside><h3>Les plus lus</h3><ol><li><a "
	       "href='/1'>Le pont de Kanga est fermé</a></li><li><a href='/2'>Une école "
	       "ouvre à Mabu</a></li></ol></aside>"),
	    LIST_MOST_READ, 2, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS "<div><b>A lire aussi :</b><ul><li><a href='/1'>Le pont "
	       "de Kanga est fermé</a></li></ul></div></article>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS "<p>Lire aussi : <a href='/1'>Le pont de Kanga est "
	       "fermé</a></p></article>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS "<p><em>Lire aussi</em> &gt;&gt; <a href='/1'>Le "
	       "pont de Kanga est fermé</a></p></article>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS
	       "</article><div><h3>Dans la même rubrique</h3><div><a href='/1'><h4>Kanga "
	       "fermé</h4></a><p>Une fissure a été vue sous la troisième arche.</p></div>"
	       "<div><a href='/2'><h4>Mabu ouvre</h4></a><p>Une école, avec deux classes et "
	       "un puits tout neuf.</p></div></div>"),
	    LIST_SAME_THEME, 2, "Kanga fermé", "Une fissure a été vue sous la troisième arche." },
	{ PAGE("<article>" PARAGRAPHS "<p><a href='/1'>Lire aussi : Le pont de Kanga est "
	       "fermé</a></p></article>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS "<p><a href='/1'><span>Lire aussi</span> Le pont de "
	       "Kanga est fermé</a></p></article>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé", NULL },
	{ PAGE("<article>" PARAGRAPHS "</article><div><h2>Sur le même thème</h2><div><h3><a "
	       "href='/1'>Le pont de Kanga est fermé</a></h3><p>Une fissure a été vue, samedi, "
	       "sous la troisième arche.</p><a href='/by'>Aline Mbayo Kasongo</a></div></div>"),
	    LIST_SAME_THEME, 1, "Le pont de Kanga est fermé",
	    "Une fissure a été vue, samedi, sous la troisième arche." },
};

/* What a link of a list holds besides its title. */
Test(webpage, a_link_s_title_is_its_heading_or_its_first_line)
{
	static const struct {
		const char *link, *title, *teaser;
	} cases[] = {
		{ "<strong>Le pont de Kanga est fermé</strong><p>Une fissure a été vue, samedi, sous la "
		  "troisième arche.</p><div class='date'>il y a 49 minutes</div>",
		    "Le pont de Kanga est fermé",
		    "Une fissure a été vue, samedi, sous la troisième arche." },
		{ "<strong>Le pont de Kanga est fermé</strong><div>il y a 49 minutes</div>",
		    "Le pont de Kanga est fermé", NULL },
		{ "<div>Vidéo</div><h4>Kanga fermé</h4><p>Une fissure a été vue, samedi, sous la "
		  "troisième arche.</p>",
		    "Kanga fermé", "Une fissure a été vue, samedi, sous la troisième arche." },
		{ "<div><div>Vidéo</div><div>Le pont <b>de Kanga</b> est fermé</div></div><div>2 "
		  "min</div>",
		    "Le pont de Kanga est fermé", NULL },
		{ "<div>12 mars 2024</div><div>Le pont de Kanga est fermé</div>",
		    "Le pont de Kanga est fermé", NULL },
		{ "<time>il y a 49 minutes</time> Le pont de Kanga est fermé",
		    "Le pont de Kanga est fermé", NULL },
		{ "<span class='label'>Vidéo</span><span class='title'>Le pont de Kanga est "
		  "fermé</span><span class='when'>il y a 49 minutes</span>",
		    "Le pont de Kanga est fermé", NULL },
		{ "Le pont <em class='place'>de Kanga</em> est fermé", "Le pont de Kanga est fermé",
		    NULL },
		{ "<em>Le pont de Kanga</em> <b>est fermé depuis hier</b>",
		    "Le pont de Kanga est fermé depuis hier", NULL },
	};
	struct collected c;
	char html[2048];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct entries *list;

		snprintf(html, sizeof html,
		    PAGE("<article>" PARAGRAPHS "</article><aside><h2>Les plus lus</h2><ul><li>"
			 "<a href='/1'>%s</a></li><li><a href='/2'>Une école ouvre à Mabu</a></li>"
			 "</ul></aside>"),
		    cases[i].link);
		read_page(html, &c);
		list = &only(&c, html)->lists[LIST_MOST_READ];
		cr_assert_geq(list->n, 1, "%s", html);
		cr_expect_str_eq(list->items[0].title, cases[i].title, "%s", list->items[0].title);
		cr_expect_str_eq(list->items[0].teaser != NULL ? list->items[0].teaser : "",
		    cases[i].teaser != NULL ? cases[i].teaser : "", "%s: %s", cases[i].link,
		    list->items[0].teaser);
		helper_clear(&c);
	}
}

Test(webpage, boxes_of_other_articles_are_lists)
{
	struct collected c;

	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		const struct article *a;
		const struct entries *list;

		read_page(boxes[i].html, &c);
		a = only(&c, boxes[i].html);
		list = &a->lists[boxes[i].kind];
		cr_assert_eq(list->n, boxes[i].n, "%zu in %s", list->n, boxes[i].html);
		cr_expect_str_eq(list->items[0].title, boxes[i].first);
		if (boxes[i].teaser != NULL)
			cr_expect_str_eq(list->items[0].teaser, boxes[i].teaser);
		else
			cr_expect_null(list->items[0].teaser);
		cr_expect_null(strstr(a->body, "Kanga"), "%s", a->body);
		cr_expect_null(strstr(a->body, "aussi"), "%s", a->body);
		helper_clear(&c);
	}
}

Test(webpage, ranks_are_no_part_of_titles)
{
	static const char html[] = PAGE(
	    "<article>" PARAGRAPHS "</article><div><h3>Les plus lus</h3>"
	    "<a href='/1'><b>1</b>Le pont de Kanga est fermé</a><a href='/2'><b>2</b>10 écoles "
	    "ouvrent à Mabu</a><a href='/3'><b>3</b>Le marché de Lisala</a></div>");
	struct collected c;
	const struct article *a;

	read_page(html, &c);
	a = only(&c, html);
	cr_assert_eq(a->lists[LIST_MOST_READ].n, 3);
	cr_expect_str_eq(a->lists[LIST_MOST_READ].items[0].title, "Le pont de Kanga est fermé");
	cr_expect_str_eq(a->lists[LIST_MOST_READ].items[2].title, "Le marché de Lisala");
	helper_clear(&c);
}

Test(webpage, soft_hyphens_are_no_part_of_the_text)
{
	static const char html[] = PAGE(
	    "<p>Le capi&shy;taine, dit-on, a réparé le mo\u00adteur du bac "
	    "en deux semaines.</p>");
	struct collected c;

	read_page(html, &c);
	cr_expect_not_null(strstr(only(&c, html)->body, "capitaine"), "%s", c.articles[0].body);
	cr_expect_not_null(strstr(c.articles[0].body, "moteur"), "%s", c.articles[0].body);
	helper_clear(&c);
}

Test(webpage, a_sentence_that_begins_like_a_heading_stays)
{
	static const char html[] = PAGE(
	    "<article>" PARAGRAPHS
	    "<p>Voir aussi <a href='/1'>le rapport du ministère</a>, qui donne, page 12, tous les "
	    "chiffres.</p></article>");
	struct collected c;
	const struct article *a;

	read_page(html, &c);
	a = only(&c, html);
	cr_expect_not_null(strstr(a->body, "qui donne, page 12"), "%s", a->body);
	cr_expect_not_null(strstr(a->body, "Voir aussi"), "%s", a->body);
	cr_expect_eq(a->lists[LIST_SAME_THEME].n, 0);
	helper_clear(&c);
}

#define TEASER(n)                                                                                  \
	"<div><h2><a href='/" n "'>Titre de l'article numéro " n "</a></h2><p>Le début, assez "   \
	"long, de ce que dit l'article numéro " n ", et puis rien.</p></div>"

Test(webpage, what_holds_no_article_is_rejected)
{
	static const struct {
		const char *html, *reason;
	} cases[] = {
		{ PAGE(""), "nothing is written" },
		{ PAGE("<nav><a href='/'>Accueil</a></nav>"), "nothing is written" },
		{ PAGE(
		      "<div>" TEASER("1") TEASER("2") TEASER("3") TEASER("4") TEASER("5") "</div>"),
		    "front page" },
		{ PAGE(
		      "<ul><li><a href='/1'>Le pont de Kanga est fermé depuis samedi, dit-on</a>"
		      "<li><a href='/2'>Une école ouvre à Mabu, avec trois classes, et un puits</a>"
		      "<li><a href='/3'>Le marché de Lisala reprend, sous la pluie, ce mardi</a>"
		      "<li><a href='/4'>La pluie revient, et avec elle le riz, dans la plaine</a>"
		      "<li><a href='/5'>Le bac repart, et les marchands, venus de loin, chantent</a>"
		      "</ul>"),
		    "list of links" },
		{ "<html><head><title>404 Not Found</title></head><body><h1>Oups</h1><p>Cette page "
		  "n'est plus là, désolé, elle a changé d'adresse.</p></body></html>",
		    "error page" },
		/* Whatever its heading, which is the title of what is no error. */
		{ "<html><head><title>404 Not Found</title></head><body><h1>Rien à voir ici</h1><p>La "
		  "page que vous cherchez a changé d'adresse, désolé.</p></body></html>",
		    "error page" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_page(cases[i].html, &c);
		cr_expect_eq(c.n, 0, "%s", cases[i].html);
		cr_expect_eq(c.rejects, 1, "%s", cases[i].html);
		cr_expect_not_null(strstr(c.reason, cases[i].reason), "%s", c.reason);
		helper_clear(&c);
	}
}

Test(webpage, news_of_a_number_or_of_what_cannot_be_found_is_no_error)
{
	static const char *const titles[] = { "Kinshasa : 1500 enseignants en grève",
		"Un avion introuvable depuis mardi", "Le budget atteint 2 500 dollars" };
	char html[1024];
	struct collected c;

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		snprintf(html, sizeof html,
		    "<html><head><title>%s</title></head><body><h1>%s</h1><p>Il pleut sur le "
		    "fleuve depuis mardi, et le bac attend que le vent tombe.</p></body></html>",
		    titles[i], titles[i]);
		read_page(html, &c);
		cr_expect_eq(c.n, 1, "%s: %s", titles[i], c.reason);
		helper_clear(&c);
	}
}

Test(webpage, tabs_are_spaces_in_text_and_indentation_in_code)
{
	static const char html[] =
	    "<html><head><title>Le\tbac\trepart</title></head><body>\t<h1>Le bac\trepart</h1>\n"
	    "\t<p>Il pleut\tsur le fleuve depuis mardi, et le bac attend\n\t\tque le vent tombe.</p>"
	    "<ul>\n\t<li>\tune\tpompe</li></ul><pre>\n\tfoo\n\t\tbar\n</pre></body></html>";
	struct collected c;

	read_page(html, &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "Le bac repart", "%s", c.articles[0].title);
	cr_expect_str_eq(c.articles[0].body,
	    "Il pleut sur le fleuve depuis mardi, et le bac attend que le vent tombe.\n\n* une "
	    "pompe\n\n```\n    foo\n        bar\n```\n",
	    "%s", c.articles[0].body);
	helper_clear(&c);
}

Test(webpage, links_are_absolute_by_the_page_or_its_base)
{
	static const struct {
		const char *head, *wanted;
	} cases[] = {
		{ "<link rel='canonical' href='https://a.example/2023/bac'>",
		    "=> https://a.example/rapport" },
		{ "<meta property='og:url' content='https://b.example/bac'>",
		    "=> https://b.example/rapport" },
		{ "<base href='https://c.example/x/'><link rel='canonical' "
		  "href='https://a.example/bac'>",
		    "=> https://c.example/rapport" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char html[2048];

		snprintf(html, sizeof html,
		    "<html><head><title>Le bac</title>%s</head><body><article>%s<p>Tout est dans "
		    "<a href='/rapport'>le rapport</a>, dit-il, et nulle part ailleurs.</p>"
		    "</article></body></html>",
		    cases[i].head, PARAGRAPHS);
		read_page(html, &c);
		cr_expect_not_null(
		    strstr(only(&c, html)->body, cases[i].wanted), "%s", c.articles[0].body);
		helper_clear(&c);
	}
}

/* What JSON-LD carries stands in for what the page fetches only when it is looked at. */
Test(webpage, the_text_in_json_is_taken_where_the_page_has_little)
{
	static const char html[] =
	    "<html><head><title>Le bac repart</title><script "
	    "type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Le bac "
	    "repart\", \"articleBody\": \"Le bac de Bisunga a repris ses traversées, lundi, après "
	    "deux semaines d'arrêt, et les marchands, venus de loin, ont chanté tout le jour.\n\n"
	    "Le moteur neuf, dit le capitaine, tiendra dix ans, sauf si la rivière, cette année, "
	    "monte comme elle l'a fait en mars, avant les pluies.\"}</script></head><body><div "
	    "id='app'>Chargement</div></body></html>";
	struct collected c;
	const struct article *a;

	read_page(html, &c);
	a = only(&c, html);
	cr_expect_not_null(strstr(a->body, "avant les pluies"), "%s", a->body);
	cr_expect_null(strstr(a->body, "Chargement"), "%s", a->body);
	helper_clear(&c);
}

static char *repeat(const char *head, const char *s, size_t n)
{
	size_t len = strlen(s), from = strlen(head);
	char *out = malloc(from + n * len + 1);

	cr_assert_not_null(out);
	memcpy(out, head, from);
	for (size_t i = 0; i < n; i++)
		memcpy(out + from + i * len, s, len);
	out[from + n * len] = '\0';
	return out;
}

/* Each is an article or a reject, in bounded time and memory. */
Test(webpage, pages_that_are_meant_to_harm_come_to_an_end, .timeout = 600)
{
	static const struct {
		const char *piece;
		size_t n;
	} cases[] = {
		{ "<div>", 20000 },
		{ "<b>", 20000 },
		{ "<p><i>a, b", 3000 },
		{ "<tr><td>a", 200000 },
		{ "<ul><li>", 10000 },
		{ "<span itemprop=author>", 50000 },
		{ "<div><h1>Titre</h1>", 5000 },
		{ "<h3>Lire aussi</h3><a href=x>Un titre assez long</a>", 20000 },
		{ "<div class=lead>", 10000 },
		{ "<br><br>a", 100000 },
		{ "<blockquote><p>Un texte, oui. ", 5000 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = SUPPORT_SANITIZED ? cases[i].n / 5 : cases[i].n;
		char *html = repeat(
		    "<title>Le bac</title><h1>Le bac</h1><table>", cases[i].piece, n);

		read_page(html, &c);
		cr_expect_eq(c.n + c.rejects, 1, "%s", cases[i].piece);
		helper_clear(&c);
		free(html);
	}
}
