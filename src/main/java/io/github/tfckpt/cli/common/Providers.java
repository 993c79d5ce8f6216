package io.github.tfckpt.cli.common;

import java.nio.file.FileSystems;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The file systems of this Java: its own, and those of other jars. One that fails to start matters
 * only to those who ask for it.
 */
final class Providers {

  private static final int MOST_BROKEN = 100;

  /** Found once: Java does not look a second time where one has failed. */
  private static final Providers INSTALLED = find();

  private final List<FileSystemProvider> started;
  private final List<Throwable> broken;

  private Providers(List<FileSystemProvider> started, List<Throwable> broken) {
    this.started = started;
    this.broken = broken;
  }

  private static Providers find() {
    try {
      return new Providers(FileSystemProvider.installedProviders(), List.of());
    } catch (ServiceConfigurationError | LinkageError e) {
      return oneByOne(e);
    }
  }

  /** The first failure says more than a second one of the same class. */
  private static Providers oneByOne(Error first) {
    Providers providers = new Providers(new ArrayList<>(), new ArrayList<>());
    providers.broken.add(cause(first));
    // No service: files are there whatever the jars are like.
    providers.started.add(FileSystems.getDefault().provider());
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Iterator<FileSystemProvider> all =
        ServiceLoader.load(FileSystemProvider.class, loader).iterator();
    while (providers.broken.size() < MOST_BROKEN) {
      try {
        if (!all.hasNext()) {
          break;
        }
        providers.started.add(all.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        providers.broken.add(cause(e));
      }
    }
    return providers;
  }

  private static Throwable cause(Error e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** The one that serves a scheme. */
  static Optional<FileSystemProvider> of(String scheme) {
    for (FileSystemProvider provider : INSTALLED.started) {
      if (provider.getScheme().equalsIgnoreCase(scheme)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }

  /** Why one did not start; empty if all did. */
  static Optional<Throwable> failure() {
    return INSTALLED.broken.stream().findFirst();
  }

  /** True if jars add file systems to Java's own, whether they start or not. */
  static boolean areAdded() {
    for (FileSystemProvider provider : INSTALLED.started) {
      String name = provider.getClass().getName();
      if (!name.startsWith("sun.") && !name.startsWith("jdk.")) {
        return true;
      }
    }
    return !INSTALLED.broken.isEmpty();
  }
}
