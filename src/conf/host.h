/* conf/host.h -- host names and addresses in the one form in which they are compared */
#ifndef CONF_HOST_H
#define CONF_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* RFC 1035 2.3.4: a name has 253 characters at most as it is written; NUL counted. */
enum { HOST_SIZE = 254 };

/*
 * Write s[0..len) into out as text/uri.h has it: a name in lower-case ASCII (RFC 1123 2.1; an
 * internationalised one by its A-labels, RFC 5891), an IPv4 address, an IPv6 address without
 * brackets in the form of RFC 5952. False, and out "", if it is none of these.
 */
bool host_read(const char *s, size_t len, char out[HOST_SIZE]);

#endif
