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

// Where the first large page at or behind an address begins.
static char *large_page_from(const char *address) {
  return (char *)(((uintptr_t)address + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1));
}

// Has a heap go on with a large page, up to an end large pages only. What lies in it already keeps the pages around it
// small. What follows up to the large page is taken, never touched and never given back, which costs addresses alone.
// (Volatile, or the compiler does without what nobody uses.)
static void go_on_with_large_pages(char *first, const char *end) {
  if (first < end) madvise(first, end - first, MADV_HUGEPAGE);
  char *volatile probe = malloc(64);
  if (probe == NULL) return;
  if (probe < first && first - probe <= 2 * LARGE_PAGE) {
    mallopt(M_MMAP_THRESHOLD, 4 * LARGE_PAGE);
    void *volatile skipped = malloc(first - probe);
    (void)skipped;
    mallopt(M_MMAP_THRESHOLD, MMAP_THRESHOLD);
  }
  free(probe);
}

void cglibc_set_heap_step(int bytes) {
  mallopt(M_TOP_PAD, bytes);
  // The heap has some room already; it is what it grows by now that is to come in large pages.
  char *end = sbrk(0);
  if (end == (char *)-1) return;
  void *volatile rest = malloc(120 << 10);
  void *volatile beyond = malloc(120 << 10);
  free(rest);
  free(beyond);
  go_on_with_large_pages(large_page_from(end), sbrk(0));
}

void cglibc_prefer_large_pages(int bytes) {
  char *volatile probe = malloc(64);
  if (probe == NULL) return;
  char *first = large_page_from(probe);
  go_on_with_large_pages(first, first + bytes - LARGE_PAGE);
  free(probe);
}

void cglibc_touch_variables(void) {
  extern char __data_start, _end;
  uintptr_t start = (uintptr_t)&__data_start & ~(uintptr_t)4095;
  madvise((void *)start, (uintptr_t)&_end - start, MADV_POPULATE_WRITE);
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
