#!/bin/sh
# run.sh -- what people see who read the sample archive with the clients they have.
#
# Starts the server on free ports with capsule/sample and drives curl, lynx, gopher (UMN),
# bombadillo and amfora; those with a screen of their own run at 80x24 in tmux. $DEPECHE_PROGRAM is
# the program, $DEPECHE_SOURCE the source tree. A client that is not installed is skipped, but not
# where CI=true. Exit 0: no check failed.
set -u

program=${DEPECHE_PROGRAM:-build/depeche}
top=${DEPECHE_SOURCE:-.}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
top=$(cd "$top" && pwd)
deadline=60 # seconds that a thing which must happen may take; it bounds failure alone

work=$(mktemp -d "${TMPDIR:-/tmp}/depeche-clients-XXXXXX") || exit 1
socket=depeche-clients-$$
server=
passed=0
failed=0

# Nothing of this machine's reaches the clients, and nothing of theirs leaves the folder.
HOME=$work/home
XDG_CONFIG_HOME=$HOME/.config # bombadillo asks the system for its home, not $HOME
LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME LC_ALL
mkdir -p "$XDG_CONFIG_HOME"
unset DEPECHE_CONFIG TMUX XDG_CACHE_HOME XDG_DATA_HOME LYNX_CFG WWW_HOME \
	http_proxy https_proxy all_proxy ALL_PROXY gopher_proxy

clean_up() {
	tmux -L "$socket" kill-server 2>/dev/null
	if [ -n "$server" ]; then
		kill "$server" 2>/dev/null
		wait "$server"
	fi
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

ok() {
	passed=$((passed + 1))
	echo "ok: $1"
}

bad() { # what, the file that shows it
	failed=$((failed + 1))
	echo "FAILED: $1"
	sed 's/^/    | /' "$2"
}

# ---- checks on what a client showed ----

shows() { # what, file, text
	if grep -qF -e "$3" "$2"; then
		ok "$1"
	else
		echo "    not shown: $3"
		bad "$1" "$2"
	fi
}

# UTF-8 taken for Latin-1 or cut apart, and replacement characters.
no_mojibake() { # what, file
	if grep -qE 'Ã|â€|Â |ï¿½|�|\\(x|u)[0-9a-fA-F]{2}' "$2"; then
		bad "$1: no mojibake" "$2"
	else
		ok "$1: no mojibake"
	fi
}

only_ascii() { # what, file
	if LC_ALL=C grep -q '[^ -~[:space:]]' "$2"; then
		bad "$1: nothing but ASCII" "$2"
	else
		ok "$1: nothing but ASCII"
	fi
}

has() { # client
	command -v "$1" >/dev/null && return 0
	if [ "${CI:-}" = true ]; then
		echo "$1 is not installed" >"$work/missing"
		bad "$1" "$work/missing"
	else
		echo "skipped: $1 is not installed"
	fi
	return 1
}

# Our letters without their accents, as the Gopher side writes them.
ascii() {
	sed 's/[àâä]/a/g; s/[ÀÂÄ]/A/g; s/[éèêë]/e/g; s/[ÉÈÊË]/E/g; s/[îï]/i/g; s/[ÎÏ]/I/g
		s/[ôö]/o/g; s/[ÔÖ]/O/g; s/[ùûü]/u/g; s/[ÙÛÜ]/U/g; s/ç/c/g; s/Ç/C/g; s/œ/oe/g
		s/\xe2\x80\x99/'"'"'/g; s/[«»] */"/g; s/…/.../g'
}

# ---- the server ----

fail_start() {
	echo "FAILED: $1"
	cat "$2"
	exit 1
}

start_server() {
	cat >"$work/depeche.ini" <<-END
		[capsule]
		name = La Gazette à l’œil
		root = $top/capsule
		[gemini]
		listen = 127.0.0.1:0
		[gopher]
		listen = 127.0.0.1:0
		[limits]
		rate = 0
	END
	for folder in "$top"/capsule/sample/*/; do
		"$program" -c "$work/depeche.ini" import --theme "$(basename "$folder")" "$folder" \
			>"$work/import" 2>&1 || fail_start "import of $folder" "$work/import"
	done
	: >"$work/serve"
	"$program" -c "$work/depeche.ini" serve >>"$work/serve" 2>"$work/log" &
	server=$!
	until=$(($(date +%s) + deadline))
	until grep -q '^certificate' "$work/serve"; do
		kill -0 "$server" 2>/dev/null || fail_start "serve" "$work/log"
		[ "$(date +%s)" -lt "$until" ] || fail_start "serve" "$work/log"
		sleep 0.05
	done
	gemini=$(sed -n 's,^\(gemini://.*\)/$,\1,p' "$work/serve")
	gopher=$(sed -n 's,^\(gopher://.*\)/$,\1,p' "$work/serve")
}

# The first words of line $2 of a file, $3 of them at most, none with a no-break space in it: where
# a client puts that is its own affair.
first_words() {
	sed -n "$2{s/\xc2\xa0.*//; s/\xe2\x80\xaf.*//; p}" "$1" | cut -d ' ' -f "1-$3"
}

# The newest article: its id, its title and its first words as its file has them.
choose_article() {
	"$program" -c "$work/depeche.ini" list --format tsv >"$work/list"
	id=$(sed -n '1s/\t.*//p' "$work/list")
	key=$(sed -n '1s/.*\t//p' "$work/list")
	set -- "$top"/capsule/sample/*/"$key"
	title=$(first_words "$1" 1 3)
	beginning=$(first_words "$1" 3 4)
	ascii_title=$(printf '%s\n' "$title" | ascii)
	ascii_beginning=$(printf '%s\n' "$beginning" | ascii)
}

# ---- clients that print ----

with_curl() {
	curl -s "$gopher/1/" >"$work/front"
	shows "curl: the front page's title" "$work/front" "iLa Gazette a l'oeil	"
	shows "curl: the newest article's item" "$work/front" "	/a/$id	"
	only_ascii "curl: the front page" "$work/front"
	curl -s "$gopher/1/a/$id" >"$work/card"
	shows "curl: the card leads to the text" "$work/card" "	/a/$id.txt	"
	curl -s "$gopher/0/a/$id.txt" >"$work/text"
	shows "curl: the text's title" "$work/text" "$ascii_title"
	shows "curl: the text's beginning" "$work/text" "$ascii_beginning"
	only_ascii "curl: the text" "$work/text"
}

with_lynx() {
	lynx -dump "$gopher/" >"$work/front" 2>&1
	shows "lynx: the front page's title" "$work/front" "La Gazette a l'oeil"
	shows "lynx: the newest article's link" "$work/front" "$ascii_title"
	only_ascii "lynx: the front page" "$work/front"
	# Follow the first link as lynx writes it down, then the card's first one.
	link=$(sed -n 's/^ *[0-9]*\. \(gopher:.*\)/\1/p' "$work/front" | sed -n 1p)
	lynx -dump "$link" >"$work/card" 2>&1
	shows "lynx: the card's title" "$work/card" "$ascii_title"
	link=$(sed -n 's/^ *[0-9]*\. \(gopher:.*\)/\1/p' "$work/card" | sed -n 1p)
	lynx -dump "$link" >"$work/text" 2>&1
	shows "lynx: the text's title" "$work/text" "$ascii_title"
	shows "lynx: the text's beginning" "$work/text" "$ascii_beginning"
	only_ascii "lynx: the text" "$work/text"
}

# ---- clients with a screen ----

on_screen() { # session, command...
	session=$1
	shift
	tmux -u -L "$socket" -f /dev/null new-session -d -s "$session" -x 80 -y 24 "$@"
}

press() { # session, keys...
	session=$1
	shift
	tmux -L "$socket" send-keys -t "$session" "$@"
}

# Wait until the screen shows the text; it is then in $work/screen.
sees() { # session, what, text
	until=$(($(date +%s) + deadline))
	while tmux -L "$socket" capture-pane -p -t "$1" >"$work/screen.new" 2>/dev/null; do
		mv "$work/screen.new" "$work/screen"
		if grep -qF -e "$3" "$work/screen"; then
			ok "$2"
			no_mojibake "$2" "$work/screen"
			return 0
		fi
		[ "$(date +%s)" -lt "$until" ] || break
		sleep 0.1
	done
	echo "    not shown: $3"
	bad "$2" "$work/screen"
	return 1
}

leave() { # session
	tmux -L "$socket" kill-session -t "$1" 2>/dev/null
}

with_umn_gopher() {
	# The first start of an account says hello.
	on_screen umn "exec gopher '$gopher/1/'"
	sees umn "gopher: it starts" "Press RETURN to continue" && press umn Enter &&
		sees umn "gopher: the front page's title" "La Gazette a l'oeil" &&
		sees umn "gopher: the newest article" "$ascii_title" &&
		press umn Enter &&
		sees umn "gopher: the card, by Enter" "Lire l'article" &&
		press umn Enter &&
		sees umn "gopher: the text, by Enter" "[Exit: u]" &&
		sees umn "gopher: the text's title" "$ascii_title" &&
		sees umn "gopher: the text's beginning" "$ascii_beginning" &&
		press umn u &&
		sees umn "gopher: back to the card" "Lire l'article" &&
		press umn u &&
		sees umn "gopher: back to the front page" "La Gazette a l'oeil"
	leave umn
}

with_bombadillo() {
	on_screen phlog "exec bombadillo '$gopher/1/'"
	sees phlog "bombadillo, gopher: the front page's title" "La Gazette a l'oeil" &&
		sees phlog "bombadillo, gopher: the newest article" "$ascii_title" &&
		press phlog 1 Enter &&
		sees phlog "bombadillo, gopher: the card, by its number" "Lire l'article" &&
		press phlog 1 Enter &&
		sees phlog "bombadillo, gopher: the text, by its number" "/a/$id.txt" &&
		sees phlog "bombadillo, gopher: the text's title" "$ascii_title" &&
		sees phlog "bombadillo, gopher: the text's beginning" "$ascii_beginning"
	leave phlog
	on_screen gemlog "exec bombadillo '$gemini/'"
	sees gemlog "bombadillo, gemini: the front page's title" "# La Gazette à l’œil" &&
		sees gemlog "bombadillo, gemini: the newest article" "$title" &&
		press gemlog 1 Enter &&
		sees gemlog "bombadillo, gemini: the article, by its number" "/a/$id" &&
		sees gemlog "bombadillo, gemini: the article's title" "# $title" &&
		sees gemlog "bombadillo, gemini: the article's beginning" "$beginning"
	leave gemlog
}

with_amfora() {
	on_screen amfora "exec amfora '$gemini/'"
	sees amfora "amfora: the front page's title" "# La Gazette à l’œil" &&
		sees amfora "amfora: the newest article" "$title" &&
		press amfora 1 &&
		sees amfora "amfora: the article, by its number" "/a/$id" &&
		sees amfora "amfora: the article's title" "# $title" &&
		sees amfora "amfora: the article's beginning" "$beginning"
	leave amfora
}

start_server
choose_article
has curl && with_curl
has lynx && with_lynx
if has tmux; then
	on_screen keeper cat # tmux ends with its last session
	has gopher && with_umn_gopher
	has bombadillo && with_bombadillo
	has amfora && with_amfora
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
