package org.vmc.build.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A C project made for a test: so many files, each so long to compile, a library and a program. */
public final class SampleProject {
    private SampleProject() {}

    /**
     * Writes the project.
     *
     * @param files how many C files besides the one with {@code main}
     * @param functions in each file; about 2 ms of compiling each
     */
    public static Path write(Path directory, int files, int functions) throws IOException {
        Files.createDirectories(directory);
        for (var file = 0; file < files; file++) {
            Files.writeString(directory.resolve("part%02d.c".formatted(file)), part(file, functions));
        }
        Files.writeString(directory.resolve("main.c"), """
                #include <stdio.h>
                int part0_f0(int);
                #define TWICE(x) \\
                  ((x) + \\
                   (x))
                int main(void) { printf("built %s %d\\n", __FILE__, TWICE(part0_f0(3))); return 0; }
                """);
        // -g puts positions, also those inside macros, and the directory into object files.
        Files.writeString(directory.resolve("Makefile"), """
                OBJECTS = $(patsubst %.c,%.o,$(wildcard part*.c))
                CFLAGS = -O2 -g
                demo: main.o libparts.a
                \t$(CC) -o $@ main.o libparts.a
                libparts.a: $(OBJECTS)
                \trm -f $@
                \tar rc $@ $(OBJECTS)
                """);
        return directory;
    }

    private static String part(int file, int functions) {
        var text = new StringBuilder("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n");
        for (var function = 0; function < functions; function++) {
            text.append("""
                    int part%d_f%d(int x) {
                      int table[64]; memset(table, x, sizeof table);
                      for (int i = 1; i < 64; i++) for (int j = 0; j < x; j++)
                        table[i] = (table[i - 1] * %d + j) ^ (table[(i * 7) %% 64] >> (j & 7));
                      return table[x & 63] > 0 ? abs(table[1]) : (int) strlen("%d");
                    }
                    """.formatted(file, function, 31 + function, function));
        }
        return text.toString();
    }
}
