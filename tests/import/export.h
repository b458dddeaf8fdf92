/* tests/import/export.h -- the parts of a WordPress export that tests put together */
#ifndef TESTS_IMPORT_EXPORT_H
#define TESTS_IMPORT_EXPORT_H

/* An export's beginning, up to its items. */
static const char export_head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
    "<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n"
    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:wp=\"http://wordpress.org/export/1.2/\">\n"
    "<channel>\n<title>Le Courrier du fleuve &amp; des lacs</title>\n"
    "<link>https://courrier.example</link>\n<language>fr-FR</language>\n"
    "<wp:base_site_url>https://net.example/</wp:base_site_url>\n"
    "<wp:base_blog_url>https://courrier.example</wp:base_blog_url>\n"
    "<wp:author><wp:author_login><![CDATA[mkabila]]></wp:author_login>"
    "<wp:author_display_name><![CDATA[Marie Kabila]]></wp:author_display_name></wp:author>\n";
static const char export_tail[] = "</channel></rss>\n";

/* What every item below has; fields given before these, if they hold anything, count instead. */
static const char export_rest[] =
    "<title>Le bac</title><link>https://courrier.example/le-bac/</link>"
    "<guid isPermaLink=\"false\">https://courrier.example/?p=7</guid>"
    "<pubDate>Wed, 14 Jun 2023 08:00:00 +0000</pubDate><dc:creator>mkabila</dc:creator>"
    "<content:encoded><![CDATA[Il repart.]]></content:encoded>"
    "<wp:post_id>7</wp:post_id><wp:post_date>2023-06-14 10:30:00</wp:post_date>"
    "<wp:post_date_gmt>2023-06-14 09:30:00</wp:post_date_gmt>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
    "<wp:post_password></wp:post_password></item>\n";

#endif
