package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Type;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code SET path = value, ... REMOVE path, ... ADD path :value, ... DELETE path :set, ...}, each section at most once. */
final class UpdateParser {
    private final Tokens tokens;
    private final AssignedParser values;
    private final List<Update.Action> actions = new ArrayList<>();

    UpdateParser(Tokens tokens) {
        this.tokens = tokens;
        this.values = new AssignedParser(tokens);
    }

    Update parse() {
        Set<String> sections = new HashSet<>();
        while (tokens.peek().kind() != Token.Kind.END) {
            String section = tokens.peek().text().toUpperCase(Locale.ROOT);
            if (!sections.add(section)) {
                throw tokens.error("The \"" + section + "\" section can only be used once in an update expression;");
            }
            section(section);
        }
        PathOverlap.refuse(tokens, actions.stream().map(Update.Action::path).toList());
        return new Update(List.copyOf(actions));
    }

    private void section(String section) {
        switch (section) {
            case "SET" -> list(this::set);
            case "REMOVE" -> list(() -> actions.add(new Update.Action.Remove(tokens.path())));
            case "ADD" -> list(this::add);
            case "DELETE" -> list(this::delete);
            default -> throw tokens.syntaxError();
        }
    }

    private void list(Runnable action) {
        tokens.take();
        do {
            action.run();
        } while (tokens.takeSymbol(","));
    }

    private void set() {
        Path path = tokens.path();
        tokens.expectSymbol("=");
        actions.add(new Update.Action.Set(path, values.parse()));
    }

    private void add() {
        Path path = tokens.path();
        Value value = tokens.value();
        if (value.type() != Type.N && !value.type().isSet()) {
            throw notAllowed("ADD", value);
        }
        actions.add(new Update.Action.Add(path, value));
    }

    private void delete() {
        Path path = tokens.path();
        Value value = tokens.value();
        if (!(value instanceof Value.SetOf set)) {
            throw notAllowed("DELETE", value);
        }
        actions.add(new Update.Action.Delete(path, set));
    }

    private RuntimeException notAllowed(String section, Value value) {
        return tokens.error("Incorrect operand type for operator or function; operator: " + section + ", operand type: "
                + value.type().longName() + ", typeset: ALLOWED_FOR_" + section + "_OPERAND");
    }
}
