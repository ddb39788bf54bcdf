#include "CChecksums.h"

// Slicing by eight: T[k][b] is the checksum register after byte b and k zero bytes.
static uint32_t tables[8][256];
// For three streams: what a block of zeros of a fixed length does to a register, a nibble at a time.
enum { block = 1024 };
static uint32_t zeros_block[8][16], zeros_two_blocks[8][16];

bool crc32c_has_instruction = false;
static bool has_streams = false;

static uint32_t slicing(uint32_t state, const uint8_t *next, size_t count) {
  for (; count >= 8; count -= 8, next += 8) {
    uint64_t word;
    memcpy(&word, next, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    word ^= state;
    state = tables[7][word & 255] ^ tables[6][word >> 8 & 255] ^ tables[5][word >> 16 & 255] ^
            tables[4][word >> 24 & 255] ^ tables[3][word >> 32 & 255] ^
            tables[2][word >> 40 & 255] ^ tables[1][word >> 48 & 255] ^ tables[0][word >> 56];
  }
  for (; count > 0; count -= 1, next += 1) state = state >> 8 ^ tables[0][(state ^ *next) & 255];
  return state;
}

// The register after `count` zero bytes.
static uint32_t after_zeros(uint32_t state, size_t count) {
  static const uint8_t zeros[64];
  while (count > 0) {
    size_t part = count < sizeof zeros ? count : sizeof zeros;
    state = slicing(state, zeros, part);
    count -= part;
  }
  return state;
}

static void make_shift(uint32_t shift[8][16], size_t zeros) {
  for (int nibble = 0; nibble < 8; nibble += 1) {
    for (uint32_t value = 0; value < 16; value += 1) {
      shift[nibble][value] = after_zeros(value << (4 * nibble), zeros);
    }
  }
}

__attribute__((constructor)) static void prepare(void) {
  for (uint32_t byte = 0; byte < 256; byte += 1) {
    uint32_t state = byte;
    for (int bit = 0; bit < 8; bit += 1) state = state >> 1 ^ (state & 1 ? 0x82F63B78u : 0);
    tables[0][byte] = state;
  }
  for (int table = 1; table < 8; table += 1) {
    for (int byte = 0; byte < 256; byte += 1) {
      uint32_t last = tables[table - 1][byte];
      tables[table][byte] = last >> 8 ^ tables[0][last & 255];
    }
  }
  make_shift(zeros_block, block);
  make_shift(zeros_two_blocks, 2 * block);
#if defined(__x86_64__)
  __builtin_cpu_init();
  crc32c_has_instruction = __builtin_cpu_supports("sse4.2");
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
  crc32c_has_instruction = true;
#endif
  has_streams = crc32c_has_instruction;
}

#if CRC32C_INSTRUCTION
static uint32_t shifted(uint32_t shift[8][16], uint32_t state) {
  uint32_t result = 0;
  for (int nibble = 0; nibble < 8; nibble += 1) result ^= shift[nibble][state >> (4 * nibble) & 15];
  return result;
}

static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static uint32_t one_stream(uint32_t start, const uint8_t *next, size_t count) {
  uint64_t state = start;
  for (; count >= 8; count -= 8, next += 8) state = crc32c_step8(state, word_at(next));
  for (; count > 0; count -= 1, next += 1) state = crc32c_step1((uint32_t)state, *next);
  return (uint32_t)state;
}

// The instruction takes three cycles but can begin one each cycle: three blocks side by side, whose
// registers are then moved behind each other.
static uint32_t three_streams(uint32_t start, const uint8_t *next, size_t count) {
  for (; count >= 3 * block; count -= 3 * block, next += 3 * block) {
    uint64_t a = start, b = 0, c = 0;
    for (size_t at = 0; at < block; at += 8) {
      a = crc32c_step8(a, word_at(next + at));
      b = crc32c_step8(b, word_at(next + block + at));
      c = crc32c_step8(c, word_at(next + 2 * block + at));
    }
    start = shifted(zeros_two_blocks, (uint32_t)a) ^ shifted(zeros_block, (uint32_t)b) ^ (uint32_t)c;
  }
  return one_stream(start, next, count);
}
#endif

bool crc32c_can_run(int variant) {
  switch (variant) {
  case crc32c_variant_slicing: return true;
  case crc32c_variant_instruction: return crc32c_has_instruction;
  case crc32c_variant_three_streams: return has_streams;
  default: return false;
  }
}

uint32_t crc32c_by(int variant, uint32_t crc, const void *bytes, size_t count) {
#if CRC32C_INSTRUCTION
  if (variant == crc32c_variant_instruction) return ~one_stream(~crc, bytes, count);
  if (variant == crc32c_variant_three_streams) return ~three_streams(~crc, bytes, count);
#endif
  return ~slicing(~crc, bytes, count);
}

uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t count) {
  return crc32c_by(has_streams ? crc32c_variant_three_streams : crc32c_variant_slicing, crc, bytes,
                   count);
}
