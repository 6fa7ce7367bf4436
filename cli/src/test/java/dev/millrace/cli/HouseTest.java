package dev.millrace.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house's arrows and rules, checked here because the command line is the module that sees every other. */
class HouseTest {
    private static final String OURS = "dev.millrace..";
    private static final String COMMAND_LINE = "dev.millrace.cli..";
    private static final String[] CORE = {"dev.millrace.record..", "dev.millrace.handling.."};

    /** Public, and neither final nor a type that is meant to be open: users extend these. */
    private static final Set<String> EXTENDED_BY_USERS = Set.of("dev.millrace.lambda.KinesisHandler");

    private static JavaClasses house;

    @BeforeAll
    static void open() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.millrace");
    }

    @ParameterizedTest(name = "{0} leans on {1}")
    @CsvSource({
        "record, nothing",
        "handling, record",
        "producer, record handling",
        "consumer, record handling",
        "lambda, record handling",
        "replay, record handling",
        "local, nothing",
        "cli, record handling producer consumer lambda replay local",
    })
    void theArrowsRunOneWay(String room, String leansOn) {
        DescribedPredicate<JavaClass> allowed = inRoom(room);
        for (String other : leansOn.split(" ", -1)) {
            allowed = allowed.or(inRoom(other));
        }
        noClasses()
                .that(inRoom(room))
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(DescribedPredicate.not(allowed)))
                .check(house);
    }

    private static DescribedPredicate<JavaClass> inRoom(String room) {
        return resideInAPackage("dev.millrace." + room + "..");
    }

    @Test
    void coreKnowsTheJdkAndNobodyElse() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(resideInAnyPackage("java..", "org.jspecify..")))
                .check(house);
    }

    @Test
    void theStandInKnowsNoAwsClientSoThatItCannotShareItsMisreadings() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(house);
    }

    @Test
    void noPackageLeansOnItself() {
        slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "a sleep",
                        call -> call.getTarget().getName().equals("sleep")
                                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                        || call.getTargetOwner().isEquivalentTo(TimeUnit.class))))
                .because("waits are returned or scheduled, so that a test can turn the clock")
                .check(house);
    }

    @Test
    void coreTakesTimeAsAnArgument() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(house);
    }

    @Test
    void publicClassesAreFinalUnlessUsersExtendThem() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and(describe(
                        "are neither enums nor exceptions",
                        type -> !type.isEnum() && !type.isAssignableTo(Throwable.class)))
                .and(describe("are not extended by users", type -> !EXTENDED_BY_USERS.contains(type.getName())))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(house);
    }

    @Test
    void librariesNeitherPrintNorLogPastSlf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(house);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(house.that(DescribedPredicate.not(
                resideInAPackage(COMMAND_LINE).or(describe("are programs", HouseTest::isProgram)))));
    }

    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes()
                .should()
                .resideInAPackage(OURS)
                .andShould(new InNullMarkedPackage())
                .check(house);
    }

    private static final class InNullMarkedPackage extends ArchCondition<JavaClass> {
        InNullMarkedPackage() {
            super("reside in a package marked by @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(
                    type, marked, type.getPackageName() + " needs a package-info with @NullMarked"));
        }
    }
}
