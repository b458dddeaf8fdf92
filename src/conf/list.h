/* conf/list.h -- types of values that are lists */
#ifndef CONF_LIST_H
#define CONF_LIST_H

#include "conf/conf.h"
#include "conf/value.h"

extern const struct value_type list_hosts;  /* struct conf_list of host.h's forms, min to max */
extern const struct value_type list_host;   /* char *: one of them, or nothing */
extern const struct value_type list_listen; /* struct conf_list for conf_address(), up to max */
extern const struct value_type list_front;  /* struct conf_front_item[], and how many; min to max
					       is what a part's number may be */

#endif
