/* import/mail.h -- telling a mail, or a page saved as one (MHTML, RFC 2557), by its head */
#ifndef IMPORT_MAIL_H
#define IMPORT_MAIL_H

#include "import/format.h"

/*
 * Does it begin with the fields of a mail (RFC 5322 3.6), the line "From ..." of a mailbox before
 * them or not: those that only mails have, or an address that it is from, a day and a subject?
 */
bool mail_looks(const struct format_head *head);

#endif
