package io.github.tfckpt.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;

/** A path of a {@link FaultyFileSystem}: the path of the sound one, but for the owner it names. */
final class FaultyPath implements InvocationHandler {

  private final FaultyFileSystem owner;
  private final Path sound;

  private FaultyPath(FaultyFileSystem owner, Path sound) {
    this.owner = owner;
    this.sound = sound;
  }

  static Path of(FaultyFileSystem owner, Path sound) {
    return (Path)
        Proxy.newProxyInstance(
            FaultyPath.class.getClassLoader(),
            new Class<?>[] {Path.class},
            new FaultyPath(owner, sound));
  }

  /** The path of the sound file system; what is no path of ours stays as it is. */
  static Object sound(Object value) {
    return value != null
            && Proxy.isProxyClass(value.getClass())
            && Proxy.getInvocationHandler(value) instanceof FaultyPath path
        ? path.sound
        : value;
  }

  @Override
  public Object invoke(Object self, Method method, Object[] args) throws Throwable {
    if (method.getName().equals("getFileSystem")) {
      return owner;
    }
    if (method.getName().equals("toUri")) {
      return new URI(owner.provider().getScheme(), sound.toUri().getPath(), null);
    }
    Object[] plain = args == null ? new Object[0] : args.clone();
    for (int i = 0; i < plain.length; i++) {
      plain[i] = sound(plain[i]);
    }
    try {
      Object result = method.invoke(sound, plain);
      return result instanceof Path path ? of(owner, path) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
