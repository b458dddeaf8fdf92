/* import/member.h -- the names of files in archives: hostile, in any encoding, made into paths */
#ifndef IMPORT_MEMBER_H
#define IMPORT_MEMBER_H

#include "base/buf.h"

enum {
	MEMBER_NAME_MAX = 1024, /* bytes, as of a key (normalise.h); no real path is longer */
};

enum member_kind {
	MEMBER_FILE,
	MEMBER_HIDDEN, /* a file that is left out by its name, as in folders: .x, ._x, __MACOSX/x */
	MEMBER_ABOVE,  /* it has a ".." */
	MEMBER_LONG,   /* more than MEMBER_NAME_MAX bytes, as it is or as UTF-8 */
	MEMBER_NAMELESS,
};

/*
 * Append the path that the name means: UTF-8 in NFC (strict UTF-8, else the DOS charset that zip
 * programs write where the accents are its, else windows-1252), without control characters, '/'
 * between segments, also where '\' stood; without drive letter, root and "." segments. Nothing is
 * ever opened by such a name: it is a key and what messages say.
 */
enum member_kind member_name(const char *name, size_t len, struct buf *out);

/* The name without the ending that says that it is compressed (".gz", ".xz"): bytes of it. */
size_t member_bare(const char *name);

#endif
