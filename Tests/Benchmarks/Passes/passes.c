// The passes that reading is measured against: `benchmark-passes read|frame <file or directory>...`,
// and the stop watch: `benchmark-passes time <file> <program> <argument>...`.
//
// `read` only calls read(2) into one buffer. `frame` walks the records and checks both checksums of each
// by the processor's instruction. Both print what they counted.
//
// `time` runs the program and writes to the file its wall and processor seconds, the most memory that it
// held in kB, and its exit status. It is as small as can be, since a process begins with the peak memory
// of the one that started it.
#define _GNU_SOURCE
#include "CChecksums.h"
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { window = 256 << 10 };
static bool frames;
static uint8_t *buffer;
static size_t capacity;
static unsigned long long bytes, records, bad;

static uint32_t masked(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8u; }

static uint32_t word(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return value;
}

static size_t frame(size_t count) {
  size_t at = 0;
  while (count - at >= 12) {
    uint64_t length;
    memcpy(&length, buffer + at, 8);
    if (masked(crc32c_of_word(length)) != word(buffer + at + 8)) { bad += 1; return count; }
    if (length > (1u << 30)) { bad += 1; return count; }
    if (count - at < length + 16) {
      if (length + 16 > capacity) {
        capacity = length + 16 + window;
        size_t rest = count - at;
        memmove(buffer, buffer + at, rest);
        buffer = realloc(buffer, capacity);
        return count - rest;
      }
      break;
    }
    uint32_t crc = length < 256 ? crc32c_of_short(buffer + at + 12, length)
                                : crc32c_extend(0, buffer + at + 12, length);
    if (masked(crc) != word(buffer + at + 12 + length)) bad += 1;
    records += 1;
    at += length + 16;
  }
  memmove(buffer, buffer + at, count - at);
  return at;
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *walk) {
  (void)status, (void)walk;
  if (type != FTW_F) return 0;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  size_t kept = 0;
  for (;;) {
    ssize_t count = read(file, buffer + kept, (frames ? capacity : window) - kept);
    if (count <= 0) break;
    bytes += (size_t)count;
    if (frames) {
      kept += (size_t)count;
      kept -= frame(kept);
    }
  }
  close(file);
  return 0;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static int measure(const char *path, char **words) {
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    execvp(words[0], words);
    _exit(127);
  }
  struct rusage usage;
  int status;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return 2;
  double wall = now() - start;
  FILE *file = fopen(path, "w");
  if (!file) return 2;
  fprintf(file, "%.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime),
          usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  return fclose(file) != 0;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  if (strcmp(words[1], "time") == 0) return count < 4 ? 2 : measure(words[2], words + 3);
  frames = strcmp(words[1], "frame") == 0;
  capacity = window;
  buffer = malloc(capacity);
  for (int index = 2; index < count; index += 1) nftw(words[index], visit, 32, FTW_PHYS);
  printf("bytes=%llu records=%llu bad=%llu\n", bytes, records, bad);
  return bad > 0;
}
