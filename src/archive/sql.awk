# sql.awk -- turn .sql files into C: awk -v mode=h|c -f sql.awk schema.sql reads.sql queries.sql
#
# A line "-- name: article_get" begins a text that goes on up to the next such line. mode=h prints
# the enum of the names, mode=c the texts in the same order. Lines that are only a comment, and
# blank ones, are left out. POSIX awk.

/^-- name: / {
	name = $3
	if (name !~ /^[a-z][a-z0-9_]*$/)
		fail("a name is made of a-z, 0-9 and _: " name)
	if (name in seen)
		fail("a second text has the name " name)
	seen[name] = 1
	names[n++] = name
	next
}

/^[ \t]*(--.*)?$/ {
	next
}

{
	if (n == 0)
		fail("the file begins without \"-- name: \"")
	line = $0
	gsub(/\\/, "\\\\", line)
	gsub(/"/, "\\\"", line)
	texts[n - 1] = texts[n - 1] "\n\t    \"" line "\\n\""
}

function fail(why)
{
	print FILENAME ":" FNR ": " why | "cat 1>&2"
	failed = 1
	exit 1
}

function header(    i)
{
	print "/* made from the .sql files by sql.awk; do not edit */"
	print "#ifndef ARCHIVE_SQL_H"
	print "#define ARCHIVE_SQL_H"
	print ""
	print "enum sql {"
	for (i = 0; i < n; i++)
		print "\tSQL_" toupper(names[i]) ","
	print "\tSQL_COUNT"
	print "};"
	print ""
	print "extern const char *const sql_texts[SQL_COUNT];"
	print "extern const char *const sql_names[SQL_COUNT];"
	print ""
	print "#endif"
}

function source(    i)
{
	print "/* made from the .sql files by sql.awk; do not edit */"
	print "#include \"archive/sql.h\""
	print ""
	print "const char *const sql_texts[SQL_COUNT] = {"
	for (i = 0; i < n; i++)
		print "\t[SQL_" toupper(names[i]) "] =" texts[i] ","
	print "};"
	print ""
	print "const char *const sql_names[SQL_COUNT] = {"
	for (i = 0; i < n; i++)
		print "\t[SQL_" toupper(names[i]) "] = \"" names[i] "\","
	print "};"
}

END {
	if (failed)
		exit 1
	if (mode == "h")
		header()
	else if (mode == "c")
		source()
	else {
		print "sql.awk: give -v mode=h or -v mode=c" | "cat 1>&2"
		exit 1
	}
}
