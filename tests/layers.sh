#!/bin/sh
# layers.sh -- may each file include what it includes? Usage: layers.sh [TOP]; exit 1 if not.
#
# A file under src/ includes headers of its own layer and of those that its row names; foreign
# headers that are fenced stand only where their row says.
set -eu
top=${1:-${DEPECHE_SOURCE:-.}}
cd "$top"

# layer: the layers it may include
layers='
base:
text: base
conf: base
archive: text base
import: archive text base
page: archive text base
site: page text base
net: base
gemini: site net text base
gopher: site net text base
serve: archive base conf gemini gopher import net page site text
cmd: archive base conf gemini gopher import net page serve site text
'

# the header that a layer shows to the others; any of them where there is no row
faces='
archive: archive/archive.h
'

# foreign header (a pattern): the files (patterns) that may include it
fences='
sqlite3.h: src/archive/*
openssl/*: src/net/tls.c src/net/tls.h src/net/tls_certificate.c src/net/tls_certificate.h src/base/ident.c
magic.h: src/base/mime.c
ini.h: src/base/ini.c
csv.h: src/import/*
gumbo.h: src/text/* src/import/*
libxml/*: src/text/* src/import/*
archive.h: src/import/* src/page/zip.c
archive_entry.h: src/import/* src/page/zip.c
cmark*: src/text/markdown.c
yaml.h: src/import/front.c
libexttextcat/*: src/import/language.c
jansson.h: src/import/* src/cmd/*
uv.h: src/net/* src/serve/*
uriparser/*: src/text/*
idn2.h: src/text/* src/conf/*
libstemmer.h: src/text/stem.c
'

files=$(find src -name '*.c' -o -name '*.h' | sort)
[ -n "$files" ] || { echo "no sources below $top/src"; exit 1; }

# shellcheck disable=SC2086
LAYERS=$layers FACES=$faces FENCES=$fences awk '
function read_table(text, table,    lines, n, i, colon) {
	n = split(text, lines, "\n")
	for (i = 1; i <= n; i++)
		if ((colon = index(lines[i], ":")) > 0)
			table[substr(lines[i], 1, colon - 1)] = substr(lines[i], colon + 1)
}

function matches(name, pattern) { # `*` stands for anything
	gsub(/[.]/, "[.]", pattern)
	gsub(/[*]/, ".*", pattern)
	return name ~ ("^" pattern "$")
}

function listed(name, patterns,    list, n, i) {
	n = split(patterns, list, " ")
	for (i = 1; i <= n; i++)
		if (matches(name, list[i]))
			return 1
	return 0
}

function complain(what) {
	print FILENAME ": " what
	found = 1
}

function check_own(header,    of) {
	of = header
	sub(/\/.*/, "", of)
	if (of == layer && header != of)
		return
	if (!listed(of, layers[layer]) || header == of || ((of in faces) && !listed(header, faces[of])))
		complain("may not include \"" header "\"")
}

function check_foreign(header,    fence) {
	for (fence in fences)
		if (matches(header, fence) && !listed(FILENAME, fences[fence]))
			complain("may not include <" header ">")
}

BEGIN {
	read_table(ENVIRON["LAYERS"], layers)
	read_table(ENVIRON["FACES"], faces)
	read_table(ENVIRON["FENCES"], fences)
}

FNR == 1 {
	split(FILENAME, parts, "/")
	layer = parts[2]
	if (!(layer in layers))
		complain("a layer without a row in tests/layers.sh")
}

/^[ \t]*#[ \t]*include[ \t]*"/ { split($0, quoted, "\""); check_own(quoted[2]) }
/^[ \t]*#[ \t]*include[ \t]*</ { split($0, angled, /[<>]/); check_foreign(angled[2]) }

END { exit found }
' $files
echo "layers: $(printf '%s\n' "$files" | wc -l) files include what they may"
