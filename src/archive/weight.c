#include "archive/weight.h"

#include "archive/db.h"

#include <math.h>

double weight_of(int64_t hour, int64_t epoch, int64_t hours)
{
	int64_t age, windows, rest;

	/* A damaged store may say anything. */
	if (hours <= 0 || __builtin_sub_overflow(hour, epoch, &age))
		return 1;
	windows = age / hours;
	rest = age % hours;
	if (rest < 0) {
		rest += hours;
		windows--;
	}
	if (windows > 2 * WEIGHT_WINDOWS_MAX)
		windows = 2 * WEIGHT_WINDOWS_MAX;
	if (windows < -2 * WEIGHT_WINDOWS_MAX)
		windows = -2 * WEIGHT_WINDOWS_MAX;
	return ldexp((float)exp2((double)WEIGHT_HALVINGS * (double)rest / (double)hours),
	    WEIGHT_HALVINGS * (int)windows);
}

static void weight_sql(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n;
	sqlite3_result_double(context,
	    weight_of(sqlite3_value_int64(values[0]), sqlite3_value_int64(values[1]),
		sqlite3_value_int64(values[2])));
}

enum status weight_register(struct archive *a)
{
	int rc = sqlite3_create_function(a->db, "weight", 3,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, weight_sql, NULL, NULL);

	return rc == SQLITE_OK ? ST_OK : db_fail(a, rc);
}
