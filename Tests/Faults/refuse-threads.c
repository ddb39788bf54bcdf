// Runs a program for which the kernel refuses to make threads, as an old container's filter does.
//
//     refuse-threads PROGRAM [ARGUMENT...]
//
// clone3 is refused, and clone where it asks for a thread; other processes can be started by clone.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define JUMP(test, value, yes, no) BPF_JUMP(BPF_JMP | test | BPF_K, value, yes, no)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)

int main(int count, char **words) {
  if (count < 2) return 2;
  struct sock_filter filter[] = {
      LOAD(offsetof(struct seccomp_data, nr)),
      JUMP(BPF_JEQ, SYS_clone3, 3, 0),
      JUMP(BPF_JEQ, SYS_clone, 0, 3),
      LOAD(offsetof(struct seccomp_data, args[0])),
      JUMP(BPF_JSET, CLONE_THREAD, 0, 1),
      RETURN(SECCOMP_RET_ERRNO | EPERM),
      RETURN(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
    perror("refuse-threads: no filter");
    return 125;
  }
  execvp(words[1], words + 1);
  perror(words[1]);
  return 127;
}
