/*
 * A fuzz target without libFuzzer: the program fuzz_NOUN runs its target once on each file of
 * tests/fuzz/corpus/NOUN below $DEPECHE_SOURCE (else the working folder).
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char prefix[] = "fuzz_";

/* Exactly as many bytes as the file has are taken from the heap, so that a sanitizer sees the first
 * one read too far. */
static int replay_file(const char *path, size_t size)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = malloc(size > 0 ? size : 1);
	int ok = f != NULL && bytes != NULL && fread(bytes, 1, size, f) == size;

	if (ok)
		LLVMFuzzerTestOneInput(bytes, size);
	else
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (f != NULL)
		fclose(f);
	free(bytes);
	return ok;
}

/* How many files of the folder were replayed; -1 once one could not be read. */
static int replay_folder(const char *folder)
{
	struct dirent **names;
	char path[PATH_MAX];
	struct stat st;
	int n = scandir(folder, &names, NULL, alphasort), done = 0;

	if (n < 0) {
		fprintf(stderr, "%s: %s\n", folder, strerror(errno));
		return -1;
	}
	for (int i = 0; i < n; i++) {
		int len = snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);

		free(names[i]);
		if (done < 0 || len >= (int)sizeof path || stat(path, &st) < 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		done = replay_file(path, (size_t)st.st_size) ? done + 1 : -1;
	}
	free(names);
	return done;
}

int main(int argc, char **argv)
{
	const char *root = getenv("DEPECHE_SOURCE"), *name = program_invocation_short_name;
	char folder[PATH_MAX];
	int n;

	(void)argc;
	(void)argv;
	if (strncmp(name, prefix, strlen(prefix)) != 0) {
		fprintf(stderr, "%s: a target's name begins with %s\n", name, prefix);
		return EXIT_FAILURE;
	}
	n = snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", root != NULL ? root : ".",
	    name + strlen(prefix));
	if (n >= (int)sizeof folder || (n = replay_folder(folder)) < 0)
		return EXIT_FAILURE;
	printf("%s: %d inputs replayed\n", name, n);
	return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
