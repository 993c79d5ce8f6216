/** What a JVM takes to start and do nothing: the ground that run.sh measures from. */
final class Empty {
  private Empty() {}

  public static void main(String[] args) {}
}
