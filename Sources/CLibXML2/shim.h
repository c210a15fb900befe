#pragma once
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// xmlFree is a mutable global, which Swift 6 refuses to touch.
static inline void cxml_free(void *p) { xmlFree(p); }

// The generic error handler is variadic, which Swift cannot pass; libxml2 must never print on its own.
static void cxml_discard(void *ctx, const char *msg, ...) { (void)ctx; (void)msg; }
static inline void cxml_silence(void) { xmlSetGenericErrorFunc(NULL, cxml_discard); }
