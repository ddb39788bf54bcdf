#include "CChecksums.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

bool crc32c_has_instruction = false;

typedef uint32_t (*crc32c_function)(uint32_t, const uint8_t *, size_t);

// MARK: Slicing by eight tables

// tables[k][b]: the checksum register after byte b and k zero bytes.
static uint32_t tables[8][256];

static void make_tables(void) {
  for (uint32_t byte = 0; byte < 256; byte += 1) {
    uint32_t state = byte;
    for (int bit = 0; bit < 8; bit += 1) state = (state >> 1) ^ (state & 1 ? 0x82F63B78 : 0);
    tables[0][byte] = state;
  }
  for (int table = 1; table < 8; table += 1) {
    for (int byte = 0; byte < 256; byte += 1) {
      uint32_t before = tables[table - 1][byte];
      tables[table][byte] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
}

static uint32_t by_slicing(uint32_t state, const uint8_t *next, size_t count) {
  for (; count >= 8; count -= 8, next += 8) {
    uint32_t low = state ^ ((uint32_t)next[0] | (uint32_t)next[1] << 8 | (uint32_t)next[2] << 16 |
                            (uint32_t)next[3] << 24);
    state = tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^ tables[5][low >> 16 & 0xFF] ^
            tables[4][low >> 24] ^ tables[3][next[4]] ^ tables[2][next[5]] ^ tables[1][next[6]] ^
            tables[0][next[7]];
  }
  for (; count > 0; count -= 1, next += 1) state = (state >> 8) ^ tables[0][(state ^ *next) & 0xFF];
  return state;
}

// MARK: The processor's instruction

#if CRC32C_INSTRUCTION
static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static uint32_t by_instruction(uint32_t start, const uint8_t *next, size_t count) {
  uint64_t state = start;
  for (; count >= 8; count -= 8, next += 8) state = crc32c_step8(state, word_at(next));
  uint32_t rest = (uint32_t)state;
  for (; count > 0; count -= 1, next += 1) rest = crc32c_step1(rest, *next);
  return rest;
}
#endif

#if defined(__x86_64__)
// The state after as many zero bytes as `shift` stands for: multiplied by x^(8n) modulo the polynomial.
// A product of two 32-bit reflected factors lands one bit low in 64 bits, and the instruction multiplies
// by x^32, so the constant is x^(8n-33).
__attribute__((target("sse4.2,pclmul"))) static inline uint32_t shifted(
    uint32_t state, uint32_t shift) {
  __m128i product = _mm_clmulepi64_si128(
      _mm_cvtsi32_si128((int)state), _mm_cvtsi32_si128((int)shift), 0);
  return (uint32_t)crc32c_step8(0, (uint64_t)_mm_cvtsi128_si64(product));
}

// Three blocks of `block` bytes at a time hide the instruction's latency of three cycles.
__attribute__((target("sse4.2,pclmul"))) static inline uint32_t three_blocks(
    uint32_t state, const uint8_t *next, size_t block, uint32_t once, uint32_t twice) {
  uint64_t a = state, b = 0, c = 0;
  for (size_t at = 0; at < block; at += 8) {
    a = crc32c_step8(a, word_at(next + at));
    b = crc32c_step8(b, word_at(next + block + at));
    c = crc32c_step8(c, word_at(next + 2 * block + at));
  }
  return shifted((uint32_t)a, twice) ^ shifted((uint32_t)b, once) ^ (uint32_t)c;
}

__attribute__((target("sse4.2,pclmul"))) static uint32_t by_three_streams(
    uint32_t state, const uint8_t *next, size_t count) {
  for (; count >= 3 * 2048; count -= 3 * 2048, next += 3 * 2048) {
    state = three_blocks(state, next, 2048, 0xA51B6135, 0x82F89C77);
  }
  for (; count >= 3 * 512; count -= 3 * 512, next += 3 * 512) {
    state = three_blocks(state, next, 512, 0xDD7E3B0C, 0x170076FA);
  }
  return by_instruction(state, next, count);
}

#define FOLDING __attribute__((target("sse4.2,pclmul,avx512f,avx512vl,avx512dq,vpclmulqdq")))

// A 128-bit lane times x^D is its first half times x^(D+64) plus its second half times x^D; constants are
// reflected and one power low, because a product of reflected factors lands one bit low.
FOLDING static inline __m512i fold(__m512i sum, __m512i factors, __m512i next) {
  return _mm512_ternarylogic_epi64(_mm512_clmulepi64_epi128(sum, factors, 0x00),
                                   _mm512_clmulepi64_epi128(sum, factors, 0x11), next, 0x96);
}

FOLDING static inline __m512i factors_of(uint64_t first, uint64_t second) {
  return _mm512_broadcast_i64x2(_mm_set_epi64x((long long)second, (long long)first));
}

FOLDING static uint32_t by_folding(uint32_t state, const uint8_t *next, size_t count) {
  if (count < 512) return by_three_streams(state, next, count);
  __m512i a = _mm512_xor_si512(_mm512_loadu_si512(next),
                               _mm512_zextsi128_si512(_mm_cvtsi32_si128((int)state)));
  __m512i b = _mm512_loadu_si512(next + 64);
  __m512i c = _mm512_loadu_si512(next + 128);
  __m512i d = _mm512_loadu_si512(next + 192);
  const __m512i far = factors_of(0xE9A5D8BE00000000, 0x1426A81500000000);   // 2048 bits
  const __m512i near = factors_of(0x1C19243B00000000, 0x75BBA45B00000000);  // 512 bits
  for (next += 256, count -= 256; count >= 256; next += 256, count -= 256) {
    a = fold(a, far, _mm512_loadu_si512(next));
    b = fold(b, far, _mm512_loadu_si512(next + 64));
    c = fold(c, far, _mm512_loadu_si512(next + 128));
    d = fold(d, far, _mm512_loadu_si512(next + 192));
  }
  __m512i sum = fold(fold(fold(a, near, b), near, c), near, d);
  // The four lanes are now 64 plain bytes that have the same checksum as all before.
  uint64_t words[8];
  _mm512_storeu_si512(words, sum);
  uint64_t rest = 0;
  for (int word = 0; word < 8; word += 1) rest = crc32c_step8(rest, words[word]);
  return by_instruction((uint32_t)rest, next, count);
}
#endif

// MARK: Choosing

static crc32c_function functions[4] = {by_slicing, by_slicing, by_slicing, by_slicing};
static crc32c_function fastest = by_slicing;
static bool runnable[4] = {true, false, false, false};

static void allow(int variant, crc32c_function function) {
  functions[variant] = function;
  runnable[variant] = true;
  fastest = function;
}

__attribute__((constructor)) static void choose(void) {
  make_tables();
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("sse4.2")) return;
  crc32c_has_instruction = true;
  allow(crc32c_variant_instruction, by_instruction);
  if (!__builtin_cpu_supports("pclmul")) return;
  allow(crc32c_variant_three_streams, by_three_streams);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("vpclmulqdq")) {
    allow(crc32c_variant_folding, by_folding);
  }
#elif defined(__aarch64__)
#if defined(__linux__)
  if (!(getauxval(AT_HWCAP) & (1 << 7))) return;  // HWCAP_CRC32
#endif
  crc32c_has_instruction = true;
  allow(crc32c_variant_instruction, by_instruction);
#endif
}

bool crc32c_can_run(int variant) { return variant >= 0 && variant < 4 && runnable[variant]; }

uint32_t crc32c_by(int variant, uint32_t crc, const void *bytes, size_t count) {
  return ~functions[variant & 3](~crc, bytes, count);
}

uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t count) {
  return ~fastest(~crc, bytes, count);
}
