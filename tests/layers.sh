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

# foreign header (a pattern): the files (patterns) that may include it
fences='
sqlite3.h: src/archive/*
openssl/*: src/net/tls.c src/net/tls.h src/net/tls_certificate.c src/net/tls_certificate.h src/base/ident.c
magic.h: src/base/mime.c
ini.h: src/base/ini.c
csv.h: src/import/*
gumbo.h: src/text/* src/import/*
libxml/*: src/text/* src/import/*
archive.h: src/import/*
archive_entry.h: src/import/*
cmark*: src/text/markdown.c
yaml.h: src/import/front.c
libexttextcat/*: src/import/language.c
jansson.h: src/import/* src/cmd/*
uv.h: src/net/* src/serve/*
uriparser/*: src/text/*
idn2.h: src/text/* src/conf/*
'

found=0
complain() {
	echo "$1"
	found=1
}

allowed_layers() {
	printf '%s\n' "$layers" | sed -n "s/^$1: *//p"
}

check_own() { # file layer header
	case $3 in
	"$2"/*) return ;;
	esac
	for may in $(allowed_layers "$2"); do
		case $3 in
		"$may"/*) ;;
		*) continue ;;
		esac
		# The archive shows one header to the others.
		case $3 in
		archive/archive.h) return ;;
		archive/*) break ;;
		esac
		return
	done
	complain "$1: may not include \"$3\""
}

check_foreign() { # file header
	# No globbing: the patterns are for `case` alone.
	set -f
	printf '%s\n' "$fences" | while IFS=: read -r header places; do
		[ -n "$header" ] || continue
		# shellcheck disable=SC2254
		case $2 in
		$header) ;;
		*) continue ;;
		esac
		for place in $places; do
			# shellcheck disable=SC2254
			case $1 in
			$place) continue 2 ;;
			esac
		done
		echo "$1: may not include <$2>"
	done
	set +f
}

files=$(find src -name '*.c' -o -name '*.h' | sort)
[ -n "$files" ] || { echo "no sources below $top/src"; exit 1; }
for file in $files; do
	layer=${file#src/}
	layer=${layer%%/*}
	case "
$layers" in
	*"
$layer:"*) ;;
	*) complain "$file: a layer without a row in tests/layers.sh" ;;
	esac
	for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
		case $header in
		archive/sql.h) [ "$layer" = archive ] || complain "$file: may not include \"$header\"" ;;
		*) check_own "$file" "$layer" "$header" ;;
		esac
	done
	for header in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$file"); do
		wrong=$(check_foreign "$file" "$header")
		[ -z "$wrong" ] || complain "$wrong"
	done
done
[ "$found" -eq 0 ] || exit 1
echo "layers: $(printf '%s\n' "$files" | wc -l) files include what they may"
