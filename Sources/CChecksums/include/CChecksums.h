// CRC-32C (Castagnoli; reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF), RFC 3720.
//
// Every function extends a finished checksum: pass 0 to begin, or the result so far to go on. Which
// variants the processor can run is found out once, before main.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// The ways of computing the checksum; all give the same results.
enum crc32c_variant {
  /// Eight tables, any processor.
  crc32c_variant_slicing = 0,
  /// The processor's instruction (SSE4.2 or ARMv8), one stream.
  crc32c_variant_instruction = 1,
  /// The instruction in three interleaved streams, combined by carry-less multiplication.
  crc32c_variant_three_streams = 2,
  /// Folding by 512-bit carry-less multiplication (AVX-512 and VPCLMULQDQ).
  crc32c_variant_folding = 3,
};

/// Whether the processor can run `variant`.
bool crc32c_can_run(int variant);
/// The checksum by `variant`, which the processor must be able to run.
uint32_t crc32c_by(int variant, uint32_t crc, const void *bytes, size_t count);
/// The checksum by the fastest variant for bytes of any number.
uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t count);

/// Whether the processor has the instruction; set before main.
extern bool crc32c_has_instruction;

#if defined(__x86_64__)
#define CRC32C_STEP(name, type, mnemonic)                                     \
  static inline uint64_t name(uint64_t state, type word) {                    \
    __asm__(mnemonic " %1, %0" : "+r"(state) : "r"(word));                   \
    return state;                                                             \
  }
CRC32C_STEP(crc32c_step8, uint64_t, "crc32q")
static inline uint32_t crc32c_step4(uint32_t state, uint32_t word) {
  __asm__("crc32l %1, %0" : "+r"(state) : "r"(word));
  return state;
}
static inline uint32_t crc32c_step1(uint32_t state, uint8_t byte) {
  __asm__("crc32b %1, %0" : "+r"(state) : "r"(byte));
  return state;
}
static inline uint64_t crc32c_step8_at(uint64_t state, const uint8_t *bytes) {
  __asm__("crc32q %1, %0" : "+r"(state) : "m"(*(const uint8_t(*)[8])bytes));
  return state;
}
#define CRC32C_INSTRUCTION 1
#elif defined(__aarch64__)
static inline uint64_t crc32c_step8(uint64_t state, uint64_t word) {
  uint32_t result;
  __asm__(".arch_extension crc\n\tcrc32cx %w0, %w1, %x2"
          : "=r"(result) : "r"((uint32_t)state), "r"(word));
  return result;
}
static inline uint32_t crc32c_step4(uint32_t state, uint32_t word) {
  uint32_t result;
  __asm__(".arch_extension crc\n\tcrc32cw %w0, %w1, %w2" : "=r"(result) : "r"(state), "r"(word));
  return result;
}
static inline uint32_t crc32c_step1(uint32_t state, uint8_t byte) {
  uint32_t result;
  __asm__(".arch_extension crc\n\tcrc32cb %w0, %w1, %w2"
          : "=r"(result) : "r"(state), "r"((uint32_t)byte));
  return result;
}
static inline uint64_t crc32c_step8_at(uint64_t state, const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return crc32c_step8(state, word);
}
#define CRC32C_INSTRUCTION 1
#else
#define CRC32C_INSTRUCTION 0
#endif

/// The checksum of the eight little-endian bytes of `word`.
static inline uint32_t crc32c_of_word(uint64_t word) {
#if CRC32C_INSTRUCTION
  if (__builtin_expect(crc32c_has_instruction, 1)) {
    return ~(uint32_t)crc32c_step8(0xFFFFFFFF, word);
  }
#endif
  return crc32c_extend(0, &word, 8);
}

/// The checksum of a few dozen bytes, inlined into its caller; up to eight bytes behind them are read, too.
///
/// The last bytes d, r of them, are taken at once and without a branch, by the state s:
///
///     step_r(s, d) = s >> 8r  ^  step_8(0, (s ^ d) << (64 - 8r))
///
/// for a checksum is linear, and leading zero bytes leave a state of zero as it is.
static inline uint32_t crc32c_of_padded(const void *bytes, size_t count) {
#if CRC32C_INSTRUCTION
  if (__builtin_expect(crc32c_has_instruction, 1)) {
    const uint8_t *next = (const uint8_t *)bytes, *end = next + (count & ~(size_t)15);
    uint64_t state = 0xFFFFFFFF, word;
    for (; next != end; next += 16) {
      state = crc32c_step8_at(state, next);
      state = crc32c_step8_at(state, next + 8);
    }
    if (count & 8) {
      state = crc32c_step8_at(state, next);
      next += 8;
    }
    memcpy(&word, next, 8);
    unsigned rest = 8 * (unsigned)(count & 7);
    uint64_t last = (state ^ word) << (rest ^ 56) << 8;
    return ~(uint32_t)(state >> rest ^ crc32c_step8(0, last));
  }
#endif
  return crc32c_extend(0, bytes, count);
}

/// The checksum of a few dozen bytes, inlined into its caller.
static inline uint32_t crc32c_of_short(const void *bytes, size_t count) {
#if CRC32C_INSTRUCTION
  if (__builtin_expect(crc32c_has_instruction, 1)) {
    const uint8_t *next = (const uint8_t *)bytes;
    uint64_t state = 0xFFFFFFFF;
    for (; count >= 8; count -= 8, next += 8) {
      uint64_t word;
      memcpy(&word, next, 8);
      state = crc32c_step8(state, word);
    }
    uint32_t rest = (uint32_t)state;
    if (count & 4) {
      uint32_t word;
      memcpy(&word, next, 4);
      rest = crc32c_step4(rest, word);
      next += 4;
    }
    for (count &= 3; count > 0; count -= 1, next += 1) rest = crc32c_step1(rest, *next);
    return ~rest;
  }
#endif
  return crc32c_extend(0, bytes, count);
}
