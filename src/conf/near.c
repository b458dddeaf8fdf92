#include "conf/near.h"

#include <string.h>

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* One row of the table at a time: row[j] is the distance of a's first i letters from b's first j.
 */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[NEAR_MAX + 1];
	size_t la = strnlen(a, NEAR_MAX), lb = strnlen(b, NEAR_MAX);

	for (unsigned j = 0; j <= lb; j++)
		row[j] = j;
	for (unsigned i = 1; i <= la; i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			unsigned above = row[j];

			row[j] = least(
			    diagonal + (a[i - 1] != b[j - 1]), above + 1, row[j - 1] + 1);
			diagonal = above;
		}
	}
	return row[lb];
}

void near_sort(const char **names, size_t n, const char *wanted)
{
	for (size_t i = 1; i < n; i++) {
		const char *name = names[i];
		unsigned d = distance(name, wanted);
		size_t j = i;

		for (; j > 0 && distance(names[j - 1], wanted) > d; j--)
			names[j] = names[j - 1];
		names[j] = name;
	}
}
