import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.tdb2.loader.LoaderFactory;

/**
 * Apache Jena TDB2 behind the least SPARQL endpoint there can be: a SELECT in a form in, rows in JSON out, one after the other.
 * Debian packages TDB2 without a server (Fuseki); this one adds to a question no more than HTTP does for the other engines.
 *
 * Arguments: load FOLDER FILE (into a new store); serve FOLDER PORT SECONDS (that a question may take).
 */
public final class Tdb2 {
    public static void main(String[] args) throws IOException {
        Dataset dataset = TDB2Factory.connectDataset(args[1]);
        if (args[0].equals("load")) {
            var loader = LoaderFactory.parallelLoader(dataset.asDatasetGraph(), (format, said) -> { });
            loader.startBulk();
            loader.load(args[2]);
            loader.finishBulk();
            return;
        }
        long seconds = Long.parseLong(args[3]);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[2])), 0);
        server.createContext("/sparql", exchange -> answer(exchange, dataset, seconds));
        server.start();
    }

    private static void answer(HttpExchange exchange, Dataset dataset, long seconds) throws IOException {
        int status = 200;
        byte[] body;
        try {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = URLDecoder.decode(form.substring("query=".length()), StandardCharsets.UTF_8);
            body = Txn.calculateRead(dataset, () -> rows(query, dataset, seconds));
        } catch (RuntimeException | StackOverflowError error) {
            status = 500;
            body = error.toString().getBytes(StandardCharsets.UTF_8);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] rows(String query, Dataset dataset, long seconds) {
        try (var execution = QueryExecution.dataset(dataset).query(query).timeout(seconds, TimeUnit.SECONDS).build()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ResultSetFormatter.outputAsJSON(out, execution.execSelect());
            return out.toByteArray();
        }
    }
}
