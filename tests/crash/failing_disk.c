/* A disk that fails, for a process that is started with LD_PRELOAD. ZHIDU_TEST_DISK says how:
   "flush": nothing can be flushed any more; "torn": half of each page is written, then an error;
   "killed": half of a page is written, and the process dies. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { PAGE = 1024 };

static int is(const char *how) {
    const char *wanted = getenv("ZHIDU_TEST_DISK");
    return wanted != NULL && strcmp(wanted, how) == 0;
}

static int flushed(const char *name, int file) {
    if (is("flush")) {
        errno = EIO;
        return -1;
    }
    int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return really(file);
}

int fsync(int file) { return flushed("fsync", file); }
int fdatasync(int file) { return flushed("fdatasync", file); }

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) {
    ssize_t (*really)(int, const void *, size_t, off_t) = (ssize_t(*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    if (count < PAGE || !(is("torn") || is("killed")))
        return really(file, bytes, count, at);
    really(file, bytes, count / 2, at);
    if (is("killed"))
        kill(getpid(), SIGKILL);
    errno = EIO;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }
