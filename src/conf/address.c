#include "conf/conf.h"
#include "conf/value.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

enum { PORT_MAX = 65535 };
_Static_assert(CONF_ADDRESS_SIZE >= INET6_ADDRSTRLEN, "an address fits");

/* inet_ntop() gives the form of RFC 5952, so that two writings of one address are equal. */
static bool canonical(int family, const char *s, char out[CONF_ADDRESS_SIZE])
{
	unsigned char bytes[sizeof(struct in6_addr)];

	return inet_pton(family, s, bytes) == 1 &&
	    inet_ntop(family, bytes, out, CONF_ADDRESS_SIZE) != NULL;
}

bool conf_address(const char *text, char address[CONF_ADDRESS_SIZE], unsigned *port)
{
	const char *colon = strrchr(text, ':'), *digits;
	int family = text[0] == '[' ? AF_INET6 : AF_INET;
	char host[CONF_ADDRESS_SIZE];
	size_t len;
	int64_t n;

	address[0] = '\0';
	*port = 0;
	if (colon == NULL)
		return false;
	digits = colon + 1;
	if (!value_digits(&digits, &n) || *digits != '\0' || n > PORT_MAX)
		return false;
	len = (size_t)(colon - text);
	if (family == AF_INET6) {
		if (colon[-1] != ']')
			return false;
		text++;
		len -= 2;
	}
	if (len >= sizeof host)
		return false;
	memcpy(host, text, len);
	host[len] = '\0';
	if (!canonical(family, host, address)) {
		address[0] = '\0';
		return false;
	}
	*port = (unsigned)n;
	return true;
}
