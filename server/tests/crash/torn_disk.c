// A disk that is seen to be written: loaded with LD_PRELOAD, it writes into a journal what
// the program does to the files below one folder, in the order in which it happens. disk.rs
// makes of the journal what a power cut could have left.
//
// The program's files are really written, so that it reads what it wrote; but nothing is
// really synced: a sync takes a short while here, as on a disk, and is then noted, together
// with how much of the journal it covers. Whatever could reach a file by a way that is not
// noted (shared mappings, copies in the kernel) ends the program with a message.
//
// LUOTAIN_DISK_FOLDER   the folder, absolute and canonical
// LUOTAIN_DISK_JOURNAL  the journal, outside of it
// LUOTAIN_DISK_SYNC     the longest that a sync takes, in microseconds

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OPENED = 1, WRITTEN, RESIZED, SYNCED, FOLDER, RENAMED, LINKED, UNLINKED, FOLDER_GONE, FOLDER_SYNCED };

struct head {
  uint32_t kind, first_length, second_length, zero;
  uint64_t file, number;
};

struct known {
  dev_t device;
  ino_t inode;
  uint64_t file;
};

#define DESCRIPTORS 65536
static uint64_t file_of[DESCRIPTORS];  // 0 = not ours
static char *folder_of[DESCRIPTORS];   // the folder's path below ours, of an open folder
static struct known *known;
static size_t known_count, known_room;
static uint64_t next_file = 1, journal_records;
static char root[PATH_MAX];
static size_t root_length;
static int journal = -1;
static long longest_sync;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define REAL(name) \
  static __typeof__(name) *real_##name; \
  if (!real_##name) real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static void give_up(const char *what) {
  dprintf(2, "torn disk: %s\n", what);
  abort();
}

static void begin(void) {
  const char *folder = getenv("LUOTAIN_DISK_FOLDER");
  const char *path = getenv("LUOTAIN_DISK_JOURNAL");
  const char *sync = getenv("LUOTAIN_DISK_SYNC");
  if (!folder || !path) return;
  REAL(open64);
  REAL(close);
  int low = real_open64(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  REAL(fcntl);
  journal = low < 0 ? -1 : real_fcntl(low, F_DUPFD_CLOEXEC, 900);
  if (journal < 0) give_up("the journal cannot be opened");
  real_close(low);
  root_length = strlen(folder);
  if (root_length >= sizeof root) give_up("the folder's path is too long");
  strcpy(root, folder);
  longest_sync = sync ? atol(sync) : 0;
}

static void start(void) { pthread_once(&once, begin); }

__attribute__((constructor)) static void loaded(void) { start(); }

// Where the path lies below our folder; NULL if it does not. The result is the caller's.
static char *below(int at, const char *path) {
  char whole[2 * PATH_MAX];
  if (journal < 0 || !path) return NULL;
  if (path[0] == '/') {
    if (strlen(path) >= PATH_MAX) return NULL;
    strcpy(whole, path);
  } else {
    char base[PATH_MAX];
    if (at == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return NULL;
    } else {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
      ssize_t length = readlink(link, base, sizeof base - 1);
      if (length < 0) return NULL;
      base[length] = 0;
    }
    if (strlen(path) >= PATH_MAX) return NULL;
    snprintf(whole, sizeof whole, "%s/%s", base, path);
  }
  if (strncmp(whole, root, root_length) != 0) return NULL;
  const char *rest = whole + root_length;
  if (*rest != 0 && *rest != '/') return NULL;
  while (*rest == '/') rest++;
  char *result = strdup(rest);
  size_t length = strlen(result);
  while (length > 0 && result[length - 1] == '/') result[--length] = 0;
  if (strstr(result, "..") || strstr(result, "//")) give_up("a path that is not plain");
  return result;
}

static void note(uint32_t kind, uint64_t file, uint64_t number, const void *first, size_t first_length,
                 const void *second, size_t second_length) {
  int before = errno;
  struct head head = {kind, (uint32_t)first_length, (uint32_t)second_length, 0, file, number};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)first, first_length}, {(void *)second, second_length}};
  REAL(writev);
  ssize_t whole = (ssize_t)(sizeof head + first_length + second_length);
  if (real_writev(journal, parts, 3) != whole) give_up("the journal cannot be written");
  journal_records++;
  errno = before;
}

static void note_path(uint32_t kind, const char *path) { note(kind, 0, 0, path, strlen(path), NULL, 0); }

static uint64_t ours(int fd) { return journal >= 0 && fd >= 0 && fd < DESCRIPTORS ? file_of[fd] : 0; }

// ---- opening and closing

static void opened(int fd, char *path, int existed, int flags) {
  struct stat64 stat;
  if (fd >= DESCRIPTORS) give_up("too many open files");
  if (fstat64(fd, &stat) != 0) give_up("a file that cannot be looked at");
  if (S_ISDIR(stat.st_mode)) {
    folder_of[fd] = path;
    return;
  }
  uint64_t file = 0;
  if (existed)
    for (size_t at = known_count; at > 0 && !file; at--)
      if (known[at - 1].device == stat.st_dev && known[at - 1].inode == stat.st_ino) file = known[at - 1].file;
  if (!file) {
    if (known_count == known_room) {
      known_room = known_room ? 2 * known_room : 256;
      known = realloc(known, known_room * sizeof *known);
      if (!known) give_up("no memory");
    }
    file = next_file++;
    known[known_count++] = (struct known){stat.st_dev, stat.st_ino, file};
    note(OPENED, file, existed ? 0 : 1, path, strlen(path), NULL, 0);
  }
  if (existed && (flags & O_TRUNC)) note(RESIZED, file, 0, NULL, 0, NULL, 0);
  file_of[fd] = file;
  free(path);
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
  start();
  REAL(openat64);
  char *place = below(at, path);
  if (!place) return real_openat64(at, path, flags, mode);
  if ((flags & O_TMPFILE) == O_TMPFILE) give_up("a file without a name");
  pthread_mutex_lock(&lock);
  struct stat64 stat;
  int existed = fstatat64(at, path, &stat, AT_SYMLINK_NOFOLLOW) == 0;
  int fd = real_openat64(at, path, flags, mode);
  int before = errno;
  if (fd >= 0) opened(fd, place, existed, flags);
  else free(place);
  pthread_mutex_unlock(&lock);
  errno = before;
  return fd;
}

#define MODE(flags, mode) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_at(at, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static void forget(int fd) {
  if (journal < 0 || fd < 0 || fd >= DESCRIPTORS) return;
  file_of[fd] = 0;
  free(folder_of[fd]);
  folder_of[fd] = NULL;
}

int close(int fd) {
  start();
  REAL(close);
  if (fd == journal && fd >= 0) return 0;
  pthread_mutex_lock(&lock);
  forget(fd);
  int result = real_close(fd);
  pthread_mutex_unlock(&lock);
  return result;
}

static int copied(int from, int to) {
  if (to >= 0 && journal >= 0 && from >= 0 && from < DESCRIPTORS && to < DESCRIPTORS) {
    forget(to);
    file_of[to] = file_of[from];
    folder_of[to] = folder_of[from] ? strdup(folder_of[from]) : NULL;
  }
  return to;
}

int dup(int fd) { start(); REAL(dup); pthread_mutex_lock(&lock); int to = copied(fd, real_dup(fd)); pthread_mutex_unlock(&lock); return to; }
int dup2(int fd, int to) { start(); REAL(dup2); pthread_mutex_lock(&lock); to = copied(fd, real_dup2(fd, to)); pthread_mutex_unlock(&lock); return to; }
int dup3(int fd, int to, int flags) { start(); REAL(dup3); pthread_mutex_lock(&lock); to = copied(fd, real_dup3(fd, to, flags)); pthread_mutex_unlock(&lock); return to; }

static int control(int fd, int command, void *argument) {
  start();
  REAL(fcntl);
  if (command != F_DUPFD && command != F_DUPFD_CLOEXEC) return real_fcntl(fd, command, argument);
  pthread_mutex_lock(&lock);
  int to = copied(fd, real_fcntl(fd, command, argument));
  pthread_mutex_unlock(&lock);
  return to;
}

#define CONTROL \
  va_list more; \
  va_start(more, command); \
  void *argument = va_arg(more, void *); \
  va_end(more); \
  return control(fd, command, argument)

int fcntl(int fd, int command, ...) { CONTROL; }
int fcntl64(int fd, int command, ...) { CONTROL; }

// ---- writing

static off64_t place_to_write(int fd) {
  REAL(fcntl);
  struct stat64 stat;
  if (real_fcntl(fd, F_GETFL) & O_APPEND) return fstat64(fd, &stat) == 0 ? stat.st_size : 0;
  return lseek64(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  start();
  REAL(write);
  uint64_t file = ours(fd);
  if (!file) return real_write(fd, bytes, length);
  pthread_mutex_lock(&lock);
  off64_t place = place_to_write(fd);
  ssize_t done = real_write(fd, bytes, length);
  if (done > 0) note(WRITTEN, file, (uint64_t)place, bytes, (size_t)done, NULL, 0);
  pthread_mutex_unlock(&lock);
  return done;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off64_t place) {
  start();
  REAL(pwrite64);
  uint64_t file = ours(fd);
  if (!file) return real_pwrite64(fd, bytes, length, place);
  pthread_mutex_lock(&lock);
  ssize_t done = real_pwrite64(fd, bytes, length, place);
  if (done > 0) note(WRITTEN, file, (uint64_t)place, bytes, (size_t)done, NULL, 0);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t place) { return write_at(fd, bytes, length, place); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t place) { return write_at(fd, bytes, length, place); }

// The parts one after another: a short write after the first part is one that a caller must
// expect.
ssize_t writev(int fd, const struct iovec *parts, int count) {
  start();
  REAL(writev);
  if (!ours(fd)) return real_writev(fd, parts, count);
  for (int part = 0; part < count; part++)
    if (parts[part].iov_len > 0) return write(fd, parts[part].iov_base, parts[part].iov_len);
  return 0;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t place) {
  start();
  REAL(pwritev);
  if (!ours(fd)) return real_pwritev(fd, parts, count, place);
  for (int part = 0; part < count; part++)
    if (parts[part].iov_len > 0) return write_at(fd, parts[part].iov_base, parts[part].iov_len, place);
  return 0;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t place) { return pwritev(fd, parts, count, place); }

static int resize(int fd, off64_t length) {
  start();
  REAL(ftruncate64);
  uint64_t file = ours(fd);
  if (!file) return real_ftruncate64(fd, length);
  pthread_mutex_lock(&lock);
  int result = real_ftruncate64(fd, length);
  if (result == 0) note(RESIZED, file, (uint64_t)length, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int ftruncate(int fd, off_t length) { return resize(fd, length); }
int ftruncate64(int fd, off64_t length) { return resize(fd, length); }

// ---- syncing

static void take_a_while(void) {
  static __thread uint64_t state;
  if (longest_sync <= 0) return;
  if (!state) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    state = (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u | 1;
  }
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  struct timespec pause = {0, (long)(state % (uint64_t)longest_sync) * 1000};
  nanosleep(&pause, NULL);
}

static int sync_file(int fd, int *was_ours) {
  start();
  *was_ours = 0;
  if (journal < 0 || fd < 0 || fd >= DESCRIPTORS) return 0;
  pthread_mutex_lock(&lock);
  uint64_t file = file_of[fd];
  char *folder = folder_of[fd] ? strdup(folder_of[fd]) : NULL;
  uint64_t covered = journal_records;
  pthread_mutex_unlock(&lock);
  if (!file && !folder) return 0;
  *was_ours = 1;
  take_a_while();
  pthread_mutex_lock(&lock);
  if (file) note(SYNCED, file, covered, NULL, 0, NULL, 0);
  else note(FOLDER_SYNCED, 0, covered, folder, strlen(folder), NULL, 0);
  pthread_mutex_unlock(&lock);
  free(folder);
  return 0;
}

int fsync(int fd) { int mine; sync_file(fd, &mine); REAL(fsync); return mine ? 0 : real_fsync(fd); }
int fdatasync(int fd) { int mine; sync_file(fd, &mine); REAL(fdatasync); return mine ? 0 : real_fdatasync(fd); }

// ---- names

static int two_names(uint32_t kind, int result, char *from, char *to) {
  if (result == 0) {
    if (!from || !to) give_up("a file that comes from outside or goes there");
    note(kind, 0, 0, from, strlen(from), to, strlen(to));
  }
  return result;
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  start();
  REAL(renameat2);
  char *here = below(from_at, from), *there = below(to_at, to);
  if (!here && !there) return real_renameat2(from_at, from, to_at, to, flags);
  if (flags) give_up("a rename with flags");
  pthread_mutex_lock(&lock);
  int result = two_names(RENAMED, real_renameat2(from_at, from, to_at, to, flags), here, there);
  pthread_mutex_unlock(&lock);
  free(here);
  free(there);
  return result;
}

int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  start();
  REAL(linkat);
  char *here = below(from_at, from), *there = below(to_at, to);
  if (!here && !there) return real_linkat(from_at, from, to_at, to, flags);
  pthread_mutex_lock(&lock);
  int result = two_names(LINKED, real_linkat(from_at, from, to_at, to, flags), here, there);
  pthread_mutex_unlock(&lock);
  free(here);
  free(there);
  return result;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *path, int flags) {
  start();
  REAL(unlinkat);
  char *place = below(at, path);
  if (!place) return real_unlinkat(at, path, flags);
  pthread_mutex_lock(&lock);
  int result = real_unlinkat(at, path, flags);
  if (result == 0) note_path(flags & AT_REMOVEDIR ? FOLDER_GONE : UNLINKED, place);
  pthread_mutex_unlock(&lock);
  free(place);
  return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int remove(const char *path) {
  int result = unlink(path);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? rmdir(path) : result;
}

int mkdirat(int at, const char *path, mode_t mode) {
  start();
  REAL(mkdirat);
  char *place = below(at, path);
  if (!place) return real_mkdirat(at, path, mode);
  pthread_mutex_lock(&lock);
  int result = real_mkdirat(at, path, mode);
  if (result == 0) note_path(FOLDER, place);
  pthread_mutex_unlock(&lock);
  free(place);
  return result;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

// ---- ways that are not noted

#define REFUSE(fd, what) \
  start(); \
  if (ours(fd)) give_up(what)

void *mmap(void *where, size_t length, int protection, int flags, int fd, off_t place) {
  if ((flags & MAP_SHARED) && (protection & PROT_WRITE) && fd >= 0) {
    REFUSE(fd, "a shared mapping");
  }
  REAL(mmap);
  return real_mmap(where, length, protection, flags, fd, place);
}

void *mmap64(void *where, size_t length, int protection, int flags, int fd, off64_t place) {
  return mmap(where, length, protection, flags, fd, place);
}

ssize_t copy_file_range(int from, off64_t *from_place, int to, off64_t *to_place, size_t length, unsigned flags) {
  REFUSE(to, "a copy in the kernel");
  REAL(copy_file_range);
  return real_copy_file_range(from, from_place, to, to_place, length, flags);
}

ssize_t sendfile(int to, int from, off_t *place, size_t length) {
  REFUSE(to, "a copy in the kernel");
  static ssize_t (*real)(int, int, off_t *, size_t);
  if (!real) real = (ssize_t (*)(int, int, off_t *, size_t))dlsym(RTLD_NEXT, "sendfile");
  return real(to, from, place, length);
}

ssize_t sendfile64(int to, int from, off64_t *place, size_t length) { return sendfile(to, from, place, length); }

ssize_t splice(int from, off64_t *from_place, int to, off64_t *to_place, size_t length, unsigned flags) {
  REFUSE(to, "a copy in the kernel");
  REAL(splice);
  return real_splice(from, from_place, to, to_place, length, flags);
}

int fallocate(int fd, int mode, off_t place, off_t length) {
  REFUSE(fd, "room that is set aside");
  REAL(fallocate);
  return real_fallocate(fd, mode, place, length);
}

int fallocate64(int fd, int mode, off64_t place, off64_t length) { return fallocate(fd, mode, place, length); }

int posix_fallocate(int fd, off_t place, off_t length) {
  REFUSE(fd, "room that is set aside");
  REAL(posix_fallocate);
  return real_posix_fallocate(fd, place, length);
}

int posix_fallocate64(int fd, off64_t place, off64_t length) { return posix_fallocate(fd, place, length); }

// Syncs less than it says, so nothing is noted.
int sync_file_range(int fd, off64_t place, off64_t length, unsigned flags) {
  start();
  REAL(sync_file_range);
  return ours(fd) ? 0 : real_sync_file_range(fd, place, length, flags);
}

int truncate(const char *path, off_t length) {
  start();
  char *place = below(AT_FDCWD, path);
  if (place) give_up("a file that is cut by its name");
  REAL(truncate);
  return real_truncate(path, length);
}

int truncate64(const char *path, off64_t length) { return truncate(path, length); }

int symlinkat(const char *to, int at, const char *path) {
  start();
  char *place = below(at, path);
  if (place) give_up("a symbolic link");
  REAL(symlinkat);
  return real_symlinkat(to, at, path);
}

int symlink(const char *to, const char *path) { return symlinkat(to, AT_FDCWD, path); }
