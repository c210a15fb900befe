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

static void prefer_large_pages(const char *start, const char *end) {
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
}

// What lies in a heap already keeps the pages around it small. What follows up to a large page is taken, never touched
// and never given back, which costs addresses alone. (Volatile, or the compiler does without what nobody uses.)
static void skip_to(const char *large_page) {
  char *volatile probe = malloc(64);
  if (probe == NULL) return;
  if (probe < large_page && large_page - probe <= 2 * LARGE_PAGE) {
    mallopt(M_MMAP_THRESHOLD, 4 * LARGE_PAGE);
    void *volatile skipped = malloc(large_page - probe);
    (void)skipped;
    mallopt(M_MMAP_THRESHOLD, MMAP_THRESHOLD);
  }
  free(probe);
}

void cglibc_set_heap_step(int bytes) {
  mallopt(M_TOP_PAD, bytes);
  // The heap has some room already; it is what it grows by now that is to come in large pages.
  char *first = sbrk(0);
  if (first == (char *)-1) return;
  void *volatile rest = malloc(120 << 10);
  void *volatile beyond = malloc(120 << 10);
  free(rest);
  free(beyond);
  prefer_large_pages(large_page_from(first), sbrk(0));
  skip_to(large_page_from(first));
}

void cglibc_prefer_large_pages(int bytes) {
  char *volatile probe = malloc(64);
  if (probe == NULL) return;
  char *first = large_page_from(probe);
  prefer_large_pages(first, first + bytes - LARGE_PAGE);
  skip_to(first);
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
