package org.vmc.build.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.vmc.build.recipes.Recipe;

/** A {@link NamedRecipe} as it is stored. */
@Entity
@Table(name = "build_recipe")
class RecipeRow {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "name")
    private String name;

    @Column(name = "description")
    private String description;

    @Column(name = "based_on")
    private String basedOn;

    @Column(name = "owner")
    private String owner;

    @Column(name = "team")
    private String team;

    @Column(name = "recipe")
    @JdbcTypeCode(SqlTypes.JSON)
    private Recipe recipe;

    /** For Hibernate. */
    protected RecipeRow() {}

    RecipeRow(NamedRecipe named) {
        this.id = named.id();
        this.name = named.name();
        this.description = named.description();
        this.basedOn = named.basedOn();
        this.owner = named.owner();
        this.team = named.team();
        this.recipe = named.recipe();
    }

    void become(NamedRecipe changed) {
        description = changed.description();
        recipe = changed.recipe();
    }

    NamedRecipe named() {
        return new NamedRecipe(id, name, description, basedOn, owner, team, recipe);
    }
}
