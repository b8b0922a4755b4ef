package dev.colophon.reference;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/** What a record says when it refuses its values, as its constructor has it. */
final class Refusals {

    private Refusals() {}

    static List<String> in(MethodTree constructor, ClassTree type) {
        var found = new ArrayList<String>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitNewClass(NewClassTree made, Void unused) {
                if (made.getIdentifier().toString().endsWith("Exception")) {
                    found.add(text(made.getArguments().getFirst(), type).replace(" (%s)", ""));
                }
                return super.visitNewClass(made, null);
            }
        }.scan(constructor, null);
        return found;
    }

    private static String text(ExpressionTree tree, ClassTree type) {
        return switch (tree) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case BinaryTree sum -> text(sum.getLeftOperand(), type) + text(sum.getRightOperand(), type);
            case IdentifierTree name -> constant(name, type);
            case MethodInvocationTree call
            when call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("formatted") -> text(select.getExpression(), type);
            default -> "…";
        };
    }

    private static String constant(IdentifierTree name, ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> field.getName().equals(name.getName()))
                .filter(field -> field.getInitializer() instanceof LiteralTree)
                .map(field -> field.getInitializer().toString())
                .findFirst()
                .orElse("…");
    }
}
