package org.vmc.build.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The recipes that have been given a name. */
@ApplicationScoped
class RecipeRows implements PanacheRepositoryBase<RecipeRow, UUID> {

    /** Ordered by name. */
    @Transactional
    List<NamedRecipe> all() {
        return find("order by name").<RecipeRow>stream().map(RecipeRow::named).toList();
    }

    @Transactional
    Optional<NamedRecipe> named(String name) {
        return find("name", name).<RecipeRow>firstResultOptional().map(RecipeRow::named);
    }

    @Transactional
    Optional<NamedRecipe> withId(UUID id) {
        return findByIdOptional(id).map(RecipeRow::named);
    }

    /** Adds it unless it is there. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(NamedRecipe named) {
        if (findByIdOptional(named.id()).isEmpty()) {
            persist(new RecipeRow(named));
        }
    }

    /** Makes it what it is to be, if it is there. */
    @Transactional(Transactional.TxType.MANDATORY)
    void change(NamedRecipe named) {
        findByIdOptional(named.id()).ifPresent(row -> row.become(named));
    }

    /** Deletes it if it is there. */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(UUID id) {
        deleteById(id);
    }
}
