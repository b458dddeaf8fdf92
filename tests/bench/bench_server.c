/* bench_server.c -- requests a second of the real server, over TLS and Gopher; key=value lines */
#include "tests/bench/stage.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	ARTICLES = 1000,
	CLIENTS = 8,
	SECONDS = 3,
	ANSWER_MAX = 256 * 1024,
};

struct load {
	unsigned port;
	SSL_CTX *tls; /* NULL: Gopher */
	const struct stage_ids *ids;
	double until;
	unsigned first; /* of the ids */
	unsigned done;
};

/* What one request gave. */
struct answer {
	size_t bytes;    /* after TLS */
	size_t received; /* before */
};

static int connect_to(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) < 0)
		stage_fail("connect", strerror(errno));
	return fd;
}

static void ask_gemini(const struct load *l, const char *id, char *bytes, struct answer *a)
{
	char line[128];
	size_t n, len = (size_t)snprintf(line, sizeof line, "gemini://localhost/a/%s\r\n", id);
	SSL *ssl = SSL_new(l->tls);
	int fd = connect_to(l->port);

	SSL_set_fd(ssl, fd);
	SSL_set_tlsext_host_name(ssl, "localhost");
	if (SSL_connect(ssl) != 1 || SSL_write_ex(ssl, line, len, &n) != 1)
		stage_fail("gemini", "the handshake failed");
	while (a->bytes < ANSWER_MAX &&
	    SSL_read_ex(ssl, bytes + a->bytes, ANSWER_MAX - a->bytes, &n) == 1)
		a->bytes += n;
	a->received = BIO_number_read(SSL_get_rbio(ssl));
	if (a->bytes < 3 || memcmp(bytes, "20 ", 3) != 0)
		stage_fail("gemini", "the answer is no page");
	if (!(SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN))
		stage_fail("gemini", "the answer ended without close_notify");
	SSL_free(ssl);
	close(fd);
}

static void ask_gopher(const struct load *l, const char *id, char *bytes, struct answer *a)
{
	char line[128];
	size_t len = (size_t)snprintf(line, sizeof line, "/a/%s\r\n", id);
	int fd = connect_to(l->port);
	ssize_t n;

	if (send(fd, line, len, MSG_NOSIGNAL) != (ssize_t)len)
		stage_fail("gopher", strerror(errno));
	while (
	    a->bytes < ANSWER_MAX && (n = recv(fd, bytes + a->bytes, ANSWER_MAX - a->bytes, 0)) > 0)
		a->bytes += (size_t)n;
	a->received = a->bytes;
	if (a->bytes < 3 || memcmp(bytes + a->bytes - 3, ".\r\n", 3) != 0 || bytes[0] != 'i')
		stage_fail("gopher", "the answer is no page");
	close(fd);
}

static struct answer ask(const struct load *l, const char *id, char *bytes)
{
	struct answer a = { 0 };

	if (l->tls != NULL)
		ask_gemini(l, id, bytes, &a);
	else
		ask_gopher(l, id, bytes, &a);
	return a;
}

static void *client(void *arg)
{
	struct load *l = arg;
	char *bytes = malloc(ANSWER_MAX);

	if (bytes == NULL)
		stage_fail("client", "out of memory");
	for (; stage_seconds() < l->until; l->done++)
		ask(l, l->ids->items[(l->first + l->done) % STAGE_SAMPLES], bytes);
	free(bytes);
	return NULL;
}

/* CLIENTS at once for SECONDS. */
static double requests_per_second(const struct load *like)
{
	struct load loads[CLIENTS];
	pthread_t threads[CLIENTS];
	double start = stage_seconds();
	unsigned done = 0;

	for (unsigned i = 0; i < CLIENTS; i++) {
		loads[i] = *like;
		loads[i].until = start + SECONDS;
		loads[i].first = i * STAGE_SAMPLES / CLIENTS;
		if (pthread_create(&threads[i], NULL, client, &loads[i]) != 0)
			stage_fail("client", "no thread");
	}
	for (unsigned i = 0; i < CLIENTS; i++) {
		pthread_join(threads[i], NULL);
		done += loads[i].done;
	}
	return done / (stage_seconds() - start);
}

/* The ports that the server says it listens on, "gemini://localhost:40123/". */
static void read_ports(int out, unsigned *gemini, unsigned *gopher)
{
	FILE *f = fdopen(out, "r");
	char line[256];

	*gemini = *gopher = 0;
	while ((*gemini == 0 || *gopher == 0) && f != NULL && fgets(line, sizeof line, f) != NULL) {
		sscanf(line, "gemini://localhost:%u/", gemini);
		sscanf(line, "gopher://localhost:%u/", gopher);
	}
	if (*gemini == 0 || *gopher == 0)
		stage_fail("serve", "it does not say where it listens");
}

static void measure(const struct load *gemini, const struct load *gopher)
{
	char *bytes = malloc(ANSWER_MAX);
	struct answer a;

	if (bytes == NULL)
		stage_fail("bench", "out of memory");
	a = ask(gemini, gemini->ids->items[0], bytes);
	printf("gemini_page_bytes=%zu\n", a.bytes);
	printf("gemini_bytes_received_full_handshake=%zu\n", a.received);
	printf("gemini_requests_per_second=%.0f\n", requests_per_second(gemini));
	a = ask(gopher, gopher->ids->items[0], bytes);
	printf("gopher_page_bytes=%zu\n", a.bytes);
	printf("gopher_requests_per_second=%.0f\n", requests_per_second(gopher));
	free(bytes);
}

int main(void)
{
	static const char *const arguments[] = { "serve", NULL };
	struct stage s;
	struct stage_ids ids;
	struct archive *a;
	struct load gemini = { .ids = &ids }, gopher = { .ids = &ids };
	int out, status;
	pid_t pid;

	stage_open(&s);
	stage_fill(&s, ARTICLES);
	stage_write_ini(&s);
	a = stage_archive(&s);
	stage_sample(a, ARTICLES, &ids);
	archive_close(a);
	if ((gemini.tls = SSL_CTX_new(TLS_client_method())) == NULL)
		stage_fail("TLS", "OpenSSL failed");
	pid = stage_start(&s, arguments, false, &out);
	read_ports(out, &gemini.port, &gopher.port);
	measure(&gemini, &gopher);
	kill(pid, SIGTERM);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		stage_fail("serve", "it did not end well");
	SSL_CTX_free(gemini.tls);
	stage_close(&s);
	return EXIT_SUCCESS;
}
