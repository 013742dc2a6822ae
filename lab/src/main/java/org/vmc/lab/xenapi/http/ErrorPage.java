package org.vmc.lab.xenapi.http;

/** The page a request gets that is no call. */
final class ErrorPage {

    private ErrorPage() {}

    static String of(int status, String reason) {
        var title =
                switch (status) {
                    case 400 -> "HTTP 400 bad request";
                    case 401 -> "HTTP 401 unauthorised";
                    case 403 -> "HTTP 403 forbidden";
                    case 404 -> "HTTP 404 not found";
                    case 405 -> "HTTP 405 method not allowed";
                    case 408 -> "HTTP 408 request timeout";
                    case 413 -> "HTTP 413 request entity too large";
                    case 501 -> "HTTP 501 method not implemented";
                    case 503 -> "HTTP 503 service unavailable";
                    default -> "HTTP 500 internal server error";
                };
        return "<html><body><h1>" + title
                + "</h1>An unexpected error occurred; please wait a while and try again. If the"
                + " problem persists, please contact your support representative.<h1> Additional information </h1>"
                + escape(reason) + "</body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
