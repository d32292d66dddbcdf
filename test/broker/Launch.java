import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Runs the main method of a program of Kafka. The program ends when the standard input does, so that it never
 * outlives the tests, whatever ends them.
 *
 * Usage: Launch [--format SETTINGS CLUSTER_ID] CLASS ARGUMENT...
 *
 * With --format the folder of the broker is made first: a process of its own takes a second for it.
 */
public class Launch {
  public static void main(String[] args) throws Exception {
    Thread watcher = new Thread(Launch::endWithInput, "end-with-input");
    watcher.setDaemon(true);
    watcher.start();

    int next = 0;
    if (args[0].equals("--format")) {
      format(args[1], args[2]);
      next = 3;
    }
    Class.forName(args[next])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, next + 1, args.length));
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException gone) {
      // It cannot be read any more, so its writer is gone.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void format(String settings, String clusterId) throws Exception {
    String[] args = {"format", "--ignore-formatted", "-t", clusterId, "-c", settings};
    Object status =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, args, System.out);
    if (!status.equals(0)) throw new IllegalStateException("format ended with status " + status);
  }
}
