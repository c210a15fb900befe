#include "CRE2.h"

#include <re2/re2.h>

#include <new>
#include <string>
#include <vector>

struct cre2_pattern {
  RE2 re;
  cre2_pattern(re2::StringPiece pattern, const RE2::Options &options) : re(pattern, options) {}
};

extern "C" {

cre2_pattern *cre2_compile(const char *pattern, size_t length, size_t max_memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(static_cast<int64_t>(max_memory));
  return new cre2_pattern(re2::StringPiece(pattern, length), options);
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

bool cre2_is_ok(const cre2_pattern *pattern) { return pattern->re.ok(); }

const char *cre2_error(const cre2_pattern *pattern, size_t *length) {
  const std::string &error = pattern->re.error();
  *length = error.size();
  return error.data();
}

bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
  return RE2::PartialMatch(re2::StringPiece(text, length), pattern->re);
}

int cre2_group_count(const cre2_pattern *pattern) { return pattern->re.NumberOfCapturingGroups(); }

bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, ptrdiff_t *groups,
               int group_count) {
  std::vector<re2::StringPiece> found(static_cast<size_t>(group_count) + 1);
  re2::StringPiece whole(text, length);
  if (!pattern->re.Match(whole, start, length, RE2::UNANCHORED, found.data(), group_count + 1)) return false;
  for (int i = 0; i <= group_count; i++) {
    const bool took_part = found[i].data() != nullptr;
    groups[2 * i] = took_part ? found[i].data() - text : -1;
    groups[2 * i + 1] = took_part ? found[i].data() - text + static_cast<ptrdiff_t>(found[i].size()) : -1;
  }
  return true;
}
}
