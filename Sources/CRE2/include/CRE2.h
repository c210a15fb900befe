#pragma once
#include <stdbool.h>
#include <stddef.h>

// A bridge to RE2, whose own interface is C++: pointer and length only, nothing thrown across.
#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

// Compiles a pattern in RE2's syntax. Never NULL; ask cre2_is_ok before use.
cre2_pattern *cre2_compile(const char *pattern, size_t length, size_t max_memory);
void cre2_free(cre2_pattern *pattern);
bool cre2_is_ok(const cre2_pattern *pattern);
// RE2's words for what is wrong with the pattern; valid as long as the pattern is. Empty when it is ok.
const char *cre2_error(const cre2_pattern *pattern, size_t *length);
// True when the pattern matches anywhere in the text. Linear in the text's length.
bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);
// The number of capturing groups.
int cre2_group_count(const cre2_pattern *pattern);
// Finds the first match at or after `start`; writes `group_count + 1` pairs of offsets (begin, end; -1 where a group
// took no part). False when there is none.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, ptrdiff_t *groups,
               int group_count);

#ifdef __cplusplus
}
#endif
