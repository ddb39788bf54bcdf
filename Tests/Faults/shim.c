// Makes calls of the C library fail, fall short or take long, for paths below one folder.
//
//     LD_PRELOAD=shim.so FAULTS_BELOW=/folder FAULTS='pread,EIO,run-1,2;open,slow1000,,1' PROGRAM
//
// A fault is CALL,WHAT,PART,FROM: the call's name; an error's name, `short` (a byte, or half an answer),
// `slowN` (N microseconds more), `cut` or `rewrite` (of the file, just before it is read on); a part of the
// path concerned; and the first such call that is concerned, counted from 1. Calls that take a descriptor are
// known by the path it was opened with. FAULTS_COUNT names a file that the numbers of calls are written to.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum call { OPEN, OPENDIR, READDIR, STAT, READ, PREAD, WRITE, CLOSE, THREAD, CALLS };
static const char *const names[CALLS] = {
    "open", "opendir", "readdir", "stat", "read", "pread", "write", "close", "pthread_create"};

enum what { ERROR, SHORT, SLOW, CUT, REWRITE };
struct fault {
  enum call call;
  enum what what;
  int number;
  char part[256];
  int from;
  atomic_int met;
};

static struct fault faults[16];
static int count;
static char below[PATH_MAX];
static atomic_long calls[CALLS];
#define DESCRIPTORS 4096
static char *paths[DESCRIPTORS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const struct { const char *name; int number; } errors[] = {
    {"EACCES", EACCES}, {"EIO", EIO}, {"EMFILE", EMFILE}, {"ENFILE", ENFILE}, {"ENOENT", ENOENT},
    {"ENAMETOOLONG", ENAMETOOLONG}, {"ESTALE", ESTALE}, {"EAGAIN", EAGAIN}, {"EPERM", EPERM},
    {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EINTR", EINTR}, {"ENOMEM", ENOMEM}, {"ELOOP", ELOOP}};

static void parse(struct fault *fault, char *text) {
  char *call = strsep(&text, ","), *what = strsep(&text, ",");
  char *part = strsep(&text, ","), *from = strsep(&text, ",");
  fault->call = CALLS;
  for (int i = 0; i < CALLS; i++)
    if (!strcmp(call, names[i])) fault->call = i;
  fault->from = from ? atoi(from) : 1;
  if (part) strncpy(fault->part, part, sizeof fault->part - 1);
  if (!strcmp(what, "short")) fault->what = SHORT;
  else if (!strncmp(what, "slow", 4)) fault->what = SLOW, fault->number = atoi(what + 4);
  else if (!strcmp(what, "cut")) fault->what = CUT;
  else if (!strcmp(what, "rewrite")) fault->what = REWRITE;
  else {
    fault->what = ERROR;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
      if (!strcmp(what, errors[i].name)) fault->number = errors[i].number;
  }
  if (fault->call == CALLS || (fault->what == ERROR && !fault->number)) {
    fprintf(stderr, "shim: unknown fault %s,%s\n", call, what);
    _exit(125);
  }
}

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("FAULTS_BELOW"), *list = getenv("FAULTS");
  if (folder) strncpy(below, folder, sizeof below - 1);
  if (!list) return;
  char *all = strdup(list), *one;
  while ((one = strsep(&all, ";")) && count < 16)
    if (*one) parse(&faults[count++], one);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULTS_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  for (int i = 0; i < CALLS; i++) fprintf(file, "%s %ld\n", names[i], (long)calls[i]);
  fclose(file);
}

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }
#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = next(name);

static void rewrite_file(const char *path, int cuts) {
  struct stat status;
  int file = (int)syscall(2, path, O_RDWR, 0);
  if (file < 0) return;
  if (fstatat(AT_FDCWD, path, &status, 0) == 0) {
    if (cuts) {
      if (ftruncate(file, status.st_size / 2)) {}
    } else {
      // Another beginning, and a later time of change.
      if (lseek(file, 20, SEEK_SET) < 0 || syscall(1, file, "another beginning", 17) < 0) {}
      struct timespec times[2] = {{0, UTIME_NOW}, {status.st_mtim.tv_sec + 60, 0}};
      futimens(file, times);
    }
  }
  syscall(3, file);
}

// What a call is to do: 0 as usual, -1 an error in errno, 1 short.
static int meet(enum call call, const char *path) {
  if (call != THREAD && (!path || strncmp(path, below, strlen(below)))) return 0;
  calls[call]++;
  int result = 0;
  for (int i = 0; i < count; i++) {
    struct fault *fault = &faults[i];
    if (fault->call != call || (path && !strstr(path, fault->part))) continue;
    if (atomic_fetch_add(&fault->met, 1) + 1 < fault->from) continue;
    switch (fault->what) {
      case ERROR: errno = fault->number; return -1;
      case SHORT: result = 1; break;
      case SLOW: {
        struct timespec time = {fault->number / 1000000, fault->number % 1000000 * 1000L};
        nanosleep(&time, NULL);
        break;
      }
      case CUT: case REWRITE:
        if (atomic_load(&fault->met) == fault->from) rewrite_file(path, fault->what == CUT);
        break;
    }
  }
  return result;
}

static const char *path_of(int descriptor) {
  return descriptor >= 0 && descriptor < DESCRIPTORS ? paths[descriptor] : NULL;
}

static void remember(int descriptor, const char *path) {
  if (descriptor < 0 || descriptor >= DESCRIPTORS) return;
  pthread_mutex_lock(&lock);
  // Old paths are not freed: another thread may still look at them.
  paths[descriptor] = path && !strncmp(path, below, strlen(below)) ? strdup(path) : NULL;
  pthread_mutex_unlock(&lock);
}

#define OPENER(function, symbol) \
  int function(const char *path, int flags, ...) { \
    REAL(int, symbol, const char *, int, ...) \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    if (meet(OPEN, path) < 0) return -1; \
    int descriptor = real(path, flags, mode); \
    remember(descriptor, path); \
    return descriptor; \
  }
OPENER(open, "open")
OPENER(open64, "open64")

DIR *opendir(const char *path) {
  REAL(DIR *, "opendir", const char *)
  if (meet(OPENDIR, path) < 0) return NULL;
  DIR *stream = real(path);
  if (stream) remember(dirfd(stream), path);
  return stream;
}

#define READER(function, type) \
  struct type *function(DIR *stream) { \
    REAL(struct type *, #function, DIR *) \
    int met = meet(READDIR, path_of(dirfd(stream))); \
    return met < 0 ? NULL : real(stream); \
  }
READER(readdir, dirent)
READER(readdir64, dirent64)

#define STATTER(function, type) \
  int function(const char *path, struct type *status) { \
    REAL(int, #function, const char *, struct type *) \
    return meet(STAT, path) < 0 ? -1 : real(path, status); \
  }
STATTER(stat, stat)
STATTER(stat64, stat64)
STATTER(lstat, stat)
STATTER(lstat64, stat64)

#define FSTATTER(function, type) \
  int function(int descriptor, struct type *status) { \
    REAL(int, #function, int, struct type *) \
    return meet(STAT, path_of(descriptor)) < 0 ? -1 : real(descriptor, status); \
  }
FSTATTER(fstat, stat)
FSTATTER(fstat64, stat64)

ssize_t read(int descriptor, void *target, size_t size) {
  REAL(ssize_t, "read", int, void *, size_t)
  int met = meet(READ, path_of(descriptor));
  return met < 0 ? -1 : real(descriptor, target, met && size > 1 ? (size > 64 ? size / 2 : 1) : size);
}

#define PREADER(function, type) \
  ssize_t function(int descriptor, void *target, size_t size, type offset) { \
    REAL(ssize_t, #function, int, void *, size_t, type) \
    int met = meet(PREAD, path_of(descriptor)); \
    if (met < 0) return -1; \
    return real(descriptor, target, met && size > 1 ? (size > 64 ? 64 : 1) : size, offset); \
  }
PREADER(pread, off_t)
PREADER(pread64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t)
  int met = meet(WRITE, descriptor == 1 ? below : path_of(descriptor));
  return met < 0 ? -1 : real(descriptor, bytes, met && size > 1 ? size / 2 : size);
}

int close(int descriptor) {
  REAL(int, "close", int)
  int met = meet(CLOSE, path_of(descriptor));
  if (met < 0) {
    int number = errno;
    real(descriptor);
    errno = number;
    return -1;
  }
  remember(descriptor, NULL);
  return real(descriptor);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  REAL(int, "pthread_create", pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)
  return meet(THREAD, NULL) < 0 ? errno : real(thread, attributes, body, argument);
}
