#include "conf/host.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>
#include <sys/socket.h>

enum {
	LABEL_MAX = 63, /* RFC 1035 2.3.4 */
	/* An internationalised name is at most so many bytes before it is converted. */
	NAME_MAX_UTF8 = 4 * (HOST_SIZE - 1),
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_ldh(char c)
{
	return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
}

static bool label_valid(const char *s, size_t len)
{
	if (len == 0 || len > LABEL_MAX || s[0] == '-' || s[len - 1] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!is_ldh(s[i]))
			return false;
	return true;
}

/* Lower-case LDH labels; the last is not a number, so that 10.0.0.256 is no name. */
static bool name_valid(const char *name)
{
	const char *last = name;
	size_t len;

	for (;; last += len + 1) {
		len = strcspn(last, ".");
		if (!label_valid(last, len))
			return false;
		if (last[len] == '\0')
			break;
	}
	return strspn(last, "0123456789") != len;
}

static bool copy(const char *s, size_t len, char out[HOST_SIZE])
{
	if (len >= HOST_SIZE)
		return false;
	for (size_t i = 0; i < len; i++)
		out[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] - 'A' + 'a') : s[i];
	out[len] = '\0';
	return true;
}

static bool is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static bool name_read(const char *name, char out[HOST_SIZE])
{
	char *ascii = NULL;
	bool ok;

	if (is_ascii(name))
		return copy(name, strlen(name), out) && name_valid(out);
	ok = idn2_to_ascii_8z(name, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK &&
	    copy(ascii, strlen(ascii), out) && name_valid(out);
	idn2_free(ascii);
	return ok;
}

static bool address_read(int family, const char *s, char out[HOST_SIZE])
{
	unsigned char bytes[sizeof(struct in6_addr)];

	return inet_pton(family, s, bytes) == 1 && inet_ntop(family, bytes, out, HOST_SIZE) != NULL;
}

bool host_read(const char *s, size_t len, char out[HOST_SIZE])
{
	char text[NAME_MAX_UTF8 + 1];
	bool brackets = len >= 2 && s[0] == '[' && s[len - 1] == ']';

	out[0] = '\0';
	if (brackets) {
		s++;
		len -= 2;
	}
	if (len == 0 || len > NAME_MAX_UTF8 || memchr(s, '\0', len) != NULL)
		return false;
	memcpy(text, s, len);
	text[len] = '\0';
	if (address_read(AF_INET6, text, out))
		return true;
	if (!brackets && (address_read(AF_INET, text, out) || name_read(text, out)))
		return true;
	out[0] = '\0';
	return false;
}
