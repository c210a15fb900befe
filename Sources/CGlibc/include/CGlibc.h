#pragma once
#include <stddef.h>

// What the C library can and Swift's view of it does not show.

// Has the heaps of all threads grow in steps of so many bytes, and that of the first thread by large pages. Before there
// are other threads.
void cglibc_set_heap_step(int bytes);
// Has the heap of this thread, which is new, take so many bytes in large pages. A hint: a system that has none, or another
// allocator, ignores it.
void cglibc_prefer_large_pages(int bytes);
// Has all pages of the program's variables be there at once. A hint.
void cglibc_touch_variables(void);
// Starts a thread that is never joined, on another core than the one that this runs on. A kernel that leaves a new
// thread beside the one that started it has both take turns for some milliseconds, which may be all the time there is.
// Later the kernel may move it as it likes. Gives an error number, 0 for none.
int cglibc_start_thread(void *(*body)(void *), void *context);
