#include "serve/identity.h"

#include "tests/serve/helpers.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

static const struct log quiet = { .fd = -1, .level = LEVEL_ERROR };

Test(identity, is_made_at_the_first_start_and_found_at_the_next)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(&folder, "[capsule]\nhost = example.org news.example.org\n");
	struct certificate first, next;
	struct tls_server *s;
	struct error e = { "" };
	bool made_at_start;

	cr_expect_eq(identity_read(conf, &first, &made_at_start, &e), ST_NOTFOUND);
	cr_expect(made_at_start);
	cr_assert_eq(identity_ensure(conf, &quiet, &first, &e), ST_OK, "%s", e.text);
	cr_expect_str_eq(first.names, "example.org news.example.org");
	cr_assert_eq(identity_ensure(conf, &quiet, &next, &e), ST_OK, "%s", e.text);
	cr_expect_str_eq(next.fingerprint, first.fingerprint);
	cr_assert_eq(identity_load(conf, &s, &e), ST_OK, "%s", e.text);
	tls_server_free(s);
	conf_free(conf);
}

Test(identity, renewed_is_another_one_that_serves)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(&folder, "[capsule]\nhost = example.org\n");
	struct certificate first, next;
	struct tls_server *s;
	struct error e = { "" };

	cr_assert_eq(identity_ensure(conf, &quiet, &first, &e), ST_OK, "%s", e.text);
	cr_assert_eq(identity_renew(conf, &next, &e), ST_OK, "%s", e.text);
	cr_expect_str_neq(next.fingerprint, first.fingerprint);
	cr_assert_eq(identity_load(conf, &s, &e), ST_OK, "%s", e.text);
	tls_server_free(s);
	conf_free(conf);
}

Test(identity, that_is_named_and_missing_is_not_made)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(&folder, "[gemini]\ncertificate = c.pem\nkey = k.pem\n");
	struct certificate c;
	struct tls_server *s = (void *)conf;
	struct error e = { "" };
	char path[PATH_MAX];

	cr_expect_eq(identity_ensure(conf, &quiet, &c, &e), ST_NOTFOUND);
	cr_expect_not_null(strstr(e.text, "c.pem"), "%s", e.text);
	cr_expect_eq(identity_load(conf, &s, &e), ST_NOTFOUND);
	cr_expect_null(s);
	snprintf(path, sizeof path, "%.4000s/k.pem", folder.text);
	cr_expect_neq(access(path, F_OK), 0);
	conf_free(conf);
}
