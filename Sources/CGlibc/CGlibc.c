#define _GNU_SOURCE
#include "CGlibc.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 << 20, MMAP_THRESHOLD = 128 << 10 };

static void prefer_large_pages(const char *start, const char *end) {
  uintptr_t first = (uintptr_t)start & ~(uintptr_t)(LARGE_PAGE - 1);
  madvise((void *)first, (uintptr_t)end - first, MADV_HUGEPAGE);
}

void cglibc_set_heap_step(int bytes) {
  mallopt(M_TOP_PAD, bytes);
  // The heap has some room already; it is what it grows by now that is to come in large pages. (Volatile, or the
  // compiler does without what nobody uses.)
  void *volatile rest = malloc(120 << 10);
  void *volatile beyond = malloc(120 << 10);
  char *end = sbrk(0);
  if (end != (char *)-1) prefer_large_pages(end - bytes, end);
  free(rest);
  free(beyond);
}

void cglibc_prefer_large_pages(int bytes) {
  char *volatile probe = malloc(64);
  if (probe == NULL) return;
  prefer_large_pages(probe, probe + bytes);
  // What lies in the heap already keeps the pages around it small. The rest of its first 2 MiB is taken, never touched
  // and never given back, which costs addresses alone: what follows begins with a large page.
  mallopt(M_MMAP_THRESHOLD, 2 * LARGE_PAGE);
  void *volatile skipped = malloc(LARGE_PAGE - ((uintptr_t)probe & (LARGE_PAGE - 1)));
  (void)skipped;
  mallopt(M_MMAP_THRESHOLD, MMAP_THRESHOLD);
  free(probe);
}

int cglibc_start_thread(void *(*body)(void *), void *context) {
  pthread_attr_t attributes;
  int failure = pthread_attr_init(&attributes);
  if (failure != 0) return failure;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  cpu_set_t allowed;
  int core = sched_getcpu();
  int is_placed = core >= 0 && core < CPU_SETSIZE && sched_getaffinity(0, sizeof allowed, &allowed) == 0
      && CPU_COUNT(&allowed) > 1;
  if (is_placed) {
    cpu_set_t others = allowed;
    CPU_CLR(core, &others);
    is_placed = pthread_attr_setaffinity_np(&attributes, sizeof others, &others) == 0;
  }
  pthread_t thread;
  failure = pthread_create(&thread, &attributes, body, context);
  // The thread never ends, so that its name is still good.
  if (failure == 0 && is_placed) pthread_setaffinity_np(thread, sizeof allowed, &allowed);
  pthread_attr_destroy(&attributes);
  return failure;
}
