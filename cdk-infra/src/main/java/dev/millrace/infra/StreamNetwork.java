package dev.millrace.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * A VPC without a way to the internet, and the one door its programs need: the Kinesis endpoint. The door lets pass only this
 * account's principals, and only to this stream; what a principal may do there its own policy still decides.
 */
public final class StreamNetwork extends Construct {
    /** One zone may fail; each further zone is billed by the hour. */
    private static final int ZONES = 2;

    private final Vpc vpc;
    private final InterfaceVpcEndpoint endpoint;

    public StreamNetwork(Construct scope, String id, StreamAccess access) {
        super(scope, id);
        vpc = isolatedVpc();
        endpoint = InterfaceVpcEndpoint.Builder.create(this, "KinesisEndpoint")
                .vpc(vpc)
                .service(InterfaceVpcEndpointAwsService.KINESIS_STREAMS)
                .privateDnsEnabled(true)
                .build();
        access.throughEndpoint().forEach(this::letPass);
    }

    private Vpc isolatedVpc() {
        return Vpc.Builder.create(this, "Vpc")
                .maxAzs(ZONES)
                .natGateways(0)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("Isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
    }

    private void letPass(PolicyStatement statement) {
        statement.addPrincipals(new AnyPrincipal());
        statement.addConditions(Map.of(
                "StringEquals", Map.of("aws:PrincipalAccount", Stack.of(this).getAccount())));
        endpoint.addToPolicy(statement);
    }

    public Vpc vpc() {
        return vpc;
    }

    public InterfaceVpcEndpoint endpoint() {
        return endpoint;
    }
}
