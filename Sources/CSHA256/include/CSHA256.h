#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The processor's own instructions for SHA-256, which Swift cannot name: ten times as fast as the same rounds in
// ordinary instructions.

// True where this processor has them.
bool csha256_is_available(void);
// Takes blocks of 64 bytes into the eight words of the state. Only where csha256_is_available().
void csha256_compress(uint32_t *state, const uint8_t *blocks, size_t count);
